import type { Stats } from '../../server/contract/stats.ts'
import { count } from './figures.ts'

/**
 * What is missing from the share that was delivered within a day. What was sent again has neither arrived nor died by that: it must
 * not read as if it had.
 */
export function undeliveredText(
  { delivered, dead, revived }: Pick<Stats['total'], 'delivered' | 'dead' | 'revived'>,
  overdue: number,
): string {
  const givenUp = Math.max(0, dead - revived)
  // The share says nothing of what is still on its way: how many have ended keeps it from reading so.
  const parts = [`within 24 h, ${count(givenUp)} of ${count(delivered + givenUp)} given up`]
  if (overdue > 0) parts.push(`${count(overdue)} still waiting after a day`)
  if (revived > 0) parts.push(`${count(revived)} dead ${revived === 1 ? 'letter' : 'letters'} redelivered since`)
  return parts.join(', ')
}
