'use client'

import type { DeliverySummary } from '../../server/contract/delivery.ts'
import { useIsOver } from '../time/now.ts'
import { DueTime } from '../time/relative-time.tsx'

/** What is overdue for longer is held: its subscription is paused, disabled or rests, or much stands before it. */
const heldAfterMs = 10_000

/** That a request is under way, when an open delivery is tried next, or that it waits. */
export function NextAttempt({
  delivery,
}: {
  delivery: Pick<DeliverySummary, 'next_attempt_at' | 'attempt_count' | 'sending_since'>
}) {
  const { next_attempt_at: at, attempt_count: count } = delivery
  const isHeld = useIsOver(at === null ? Number.POSITIVE_INFINITY : Date.parse(at) + heldAfterMs)
  if (delivery.sending_since) {
    return <span title={`Sent ${delivery.sending_since}, not answered yet.`}> · sending</span>
  }
  if (at === null) return null
  if (isHeld) {
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
