'use client'

import type { DeliverySummary } from '../../server/contract/delivery.ts'
import { holdWords } from '../status/hold-words.ts'
import { useIsOver } from '../time/now.ts'
import { DueTime } from '../time/relative-time.tsx'

/** What is overdue for longer and not held stands behind others of its subscription. */
const queuedAfterMs = 10_000

/** That a request is under way, when an open delivery is tried next, or why it waits. */
export function NextAttempt({
  delivery,
}: {
  delivery: Pick<DeliverySummary, 'next_attempt_at' | 'attempt_count' | 'sending_since' | 'held_by'>
}) {
  const { next_attempt_at: at, attempt_count: count, held_by: heldBy } = delivery
  const isOverdue = useIsOver(at === null ? Number.POSITIVE_INFINITY : Date.parse(at) + queuedAfterMs)
  if (delivery.sending_since) {
    return <span title={`Sent ${delivery.sending_since}, not answered yet.`}> · sending</span>
  }
  if (heldBy) return <span title={holdWords[heldBy].sentence}> · {holdWords[heldBy].word}</span>
  if (at === null) return null
  if (isOverdue) return <span title="It is due, and others of its subscription stand before it."> · in line</span>
  if (count === 0) return null
  return (
    <>
      {' · '}
      next <DueTime at={at} />
    </>
  )
}
