'use client'

import { useQuery } from '@tanstack/react-query'
import type { Delivery } from '../../server/contract/delivery.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import { lookAgainMs } from '../subscriptions/look-again.ts'
import { useIsAhead } from '../time/now.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

/** The subscription that keeps an open delivery waiting, or null when it is on its way or done. */
export function useHold(delivery: Delivery): Subscription | null {
  const trpc = useTRPC()
  const isOpen = delivery.next_attempt_at !== null
  const { data } = useQuery({
    ...trpc.subscriptions.get.queryOptions({ id: delivery.subscription }, { refetchInterval: lookAgainMs }),
    enabled: isOpen,
  })
  const asksToWait = useIsAhead(data?.held_until ?? null)
  if (!isOpen || !data || delivery.test) return null
  return data.status !== 'active' || data.circuit !== 'closed' || asksToWait ? data : null
}
