'use client'

import { useQuery } from '@tanstack/react-query'
import { isWaiting } from '../../server/contract/delivery-words.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

/** A delivery, asked again every second while something is still to happen to it. */
export function useDelivery(id: string) {
  const trpc = useTRPC()
  return useQuery(
    trpc.deliveries.get.queryOptions(
      { id },
      {
        refetchInterval: ({ state }) => {
          const status = state.data?.status
          const isOpen = (status && isWaiting(status)) || state.data?.next_attempt_at
          return isOpen ? 1_000 : 10_000
        },
      },
    ),
  )
}
