import type { Delivery, DeliverySummary } from '../../server/contract/delivery.ts'

/** How many attempts were made, and out of how many. `note`: what a number that stands alone means. */
export function attemptsMade(delivery: Pick<DeliverySummary, 'attempt_count' | 'max_attempts' | 'runs' | 'status'>): {
  count: number
  of: string
  note?: string
} {
  const { attempt_count: count, max_attempts: most, runs, status } = delivery
  if (runs > 1) return { count, of: ` in ${runs} runs` }
  if (count < most || (count === most && status !== 'retrying')) return { count, of: ` of ${most}` }
  return {
    count,
    of: count === 1 ? ' attempt' : ' attempts',
    note: `The retry schedule was shortened since; it has ${most} now.`,
  }
}

/** How many probes were made with it, those among the attempts that are not listed too: probes use up no attempt. */
export function probesMade({
  attempts,
  attempts_left_out: leftOut,
  attempt_count: count,
}: Pick<Delivery, 'attempts' | 'attempts_left_out' | 'attempt_count'>): number {
  const listed = attempts.filter(({ probe }) => probe).length
  return leftOut === 0 ? listed : Math.max(listed, attempts.length + leftOut - count)
}
