import type { Stats } from '../../server/contract/stats.ts'
import { count } from './figures.ts'

/**
 * What is missing from the share that was delivered within a day. What was sent again has neither arrived nor died by that: it must
 * not read as if it had.
 */
export function undeliveredText({ dead, revived }: Pick<Stats['total'], 'dead' | 'revived'>, overdue: number): string {
  const parts = [`${count(Math.max(0, dead - revived))} given up`]
  if (overdue > 0) parts.push(`${count(overdue)} accepted a day before that still wait`)
  if (revived === 1) parts.push('1 gave up, was sent again and counts by what came of that')
  if (revived > 1) parts.push(`${count(revived)} gave up, were sent again and count by what came of that`)
  return parts.join(', ')
}
