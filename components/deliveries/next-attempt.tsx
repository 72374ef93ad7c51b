'use client'

import type { DeliverySummary, HoldReason } from '../../server/contract/delivery.ts'
import { useIsOver } from '../time/now.ts'
import { DueTime } from '../time/relative-time.tsx'

/** What is overdue for longer and not held stands behind others of its subscription. */
const queuedAfterMs = 10_000

const holds: Record<HoldReason, { word: string; title: string }> = {
  disabled: { word: 'disabled', title: 'Its subscription is disabled. It waits until that is resumed.' },
  paused: { word: 'paused', title: 'Its subscription is paused. It waits until that is resumed.' },
  circuit_open: {
    word: 'circuit open',
    title: 'The circuit of its subscription is open. It waits, and uses up no attempt, until a probe succeeds.',
  },
  retry_after: { word: 'told to wait', title: 'The receiver answered with Retry-After. It waits for so long.' },
}

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
  if (heldBy) return <span title={holds[heldBy].title}> · {holds[heldBy].word}</span>
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
