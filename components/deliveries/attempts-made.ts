import type { DeliverySummary } from '../../server/contract/delivery.ts'

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
