import type { AttemptFact } from './facts.ts'

/**
 * Pairs of attempts of one strictly ordered subscription that different workers had under way at the same time, the second
 * begun after `since` (Unix milliseconds). One owner at a time makes none.
 */
export function overlappingOwners(attempts: AttemptFact[], subscriptionIds: string[], since: number): number {
  let overlaps = 0
  for (const id of subscriptionIds) {
    const own = attempts
      .filter((attempt) => attempt.subscriptionId === id && attempt.error !== 'interrupted')
      .toSorted((a, b) => a.startedAt - b.startedAt)
    for (const [index, attempt] of own.entries()) {
      const next = own[index + 1]
      if (!next || next.workerId === attempt.workerId || next.startedAt < since) continue
      if (next.startedAt < attempt.startedAt + attempt.durationMs) overlaps += 1
    }
  }
  return overlaps
}

/** The longest time without a new attempt in any of these subscriptions, from `since` on, in milliseconds. */
export function longestSilence(attempts: AttemptFact[], subscriptionIds: string[], since: number): number {
  let longest = 0
  for (const id of subscriptionIds) {
    const starts = attempts
      .filter((attempt) => attempt.subscriptionId === id && attempt.error !== 'interrupted')
      .map((attempt) => attempt.startedAt)
      .sort((a, b) => a - b)
    for (const [index, start] of starts.entries()) {
      const next = starts[index + 1]
      if (next !== undefined && next > since) longest = Math.max(longest, next - Math.max(start, since))
    }
  }
  return longest
}

/** From each interrupted attempt to the next attempt of its delivery: the longest, in milliseconds; 0 when there is none. */
export function longestResend(attempts: AttemptFact[]): number {
  let longest = 0
  for (const mark of attempts.filter((attempt) => attempt.error === 'interrupted')) {
    const later = attempts
      .filter((attempt) => attempt.deliveryId === mark.deliveryId && attempt.startedAt > mark.startedAt)
      .map((attempt) => attempt.startedAt)
    longest = Math.max(longest, Math.min(...later) - mark.startedAt)
  }
  return longest
}
