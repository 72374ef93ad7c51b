'use client'

import type { DeliverySummary } from '../../server/contract/delivery.ts'
import { useNow } from '../time/now.ts'
import { DueTime } from '../time/relative-time.tsx'

/** What is overdue for longer is held: its subscription is paused, disabled or rests, or much stands before it. */
const heldAfterMs = 10_000

/** When an open delivery is tried next, or that it waits. */
export function NextAttempt({ delivery }: { delivery: Pick<DeliverySummary, 'next_attempt_at' | 'attempt_count'> }) {
  const now = useNow()
  const { next_attempt_at: at, attempt_count: count } = delivery
  if (at === null) return null
  if (now - Date.parse(at) > heldAfterMs) {
    return <span title="It is due. Its subscription is paused, disabled, busy, or its circuit is open."> · held</span>
  }
  if (count === 0) return null
  return (
    <>
      {' · '}
      next <DueTime at={at} />
    </>
  )
}
