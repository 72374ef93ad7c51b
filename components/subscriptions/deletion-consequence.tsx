'use client'

import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { mostCounted } from '../../server/contract/stats-limits.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import { bounded, count } from '../overview/figures.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { UrlText } from './url-text.tsx'

/** Which subscription is deleted, and how much is called off with it. */
export function DeletionConsequence({ subscription: { id, url, description } }: { subscription: Subscription }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.stats.now.queryOptions({ subscription: id }, { staleTime: 0 }))
  return (
    <Stack gap="xs">
      <div>
        <strong>
          <UrlText url={url} wraps />
        </strong>
        {description && <div>{description}</div>}
      </div>
      <div>
        Nothing more is sent to it, and {data ? waitingWords(data.waiting) : 'what is waiting is cancelled'}.{' '}
        {data && data.dead_letters > 0 && `${deadWords(data.dead_letters)} can no longer be redelivered. `}This cannot
        be undone; to stop for a while, pause it.
      </div>
    </Stack>
  )
}

const deadWords = (dead: number) => (dead === 1 ? 'Its dead letter' : `Its ${bounded(dead)} dead letters`)

/** What becomes of what waits, as a part of a sentence. `waiting`: how many. */
export function waitingWords(waiting: number): string {
  if (waiting === 0) return 'no delivery is waiting now'
  if (waiting === 1) return '1 waiting delivery is cancelled'
  return `${count(waiting)}${waiting >= mostCounted ? ' or more' : ''} waiting deliveries are cancelled`
}
