'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/portal-client.tsx'
import { CircuitNotice } from './circuit-notice.tsx'
import { lookAgainMs } from './look-again.ts'

/** Why what goes to a subscription waits at the moment, for pages about something else. Nothing while nothing holds it. */
export function HoldNotice({ subscription }: { subscription: string }) {
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.subscriptions.get.queryOptions({ id: subscription }, { refetchInterval: lookAgainMs, retry: false }),
  )
  return data ? <CircuitNotice subscription={data} linked /> : null
}
