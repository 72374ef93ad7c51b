import type { Stats } from '../../server/contract/stats.ts'
import { count } from './figures.ts'

/**
 * What is missing from the share that was delivered within a day. What was sent again has neither arrived nor died by that: it must
 * not read as if it had.
 */
export function undeliveredText({ dead, revived }: Pick<Stats['total'], 'dead' | 'revived'>, overdue: number): string {
  const parts = [`${count(Math.max(0, dead - revived))} given up`]
  if (overdue > 0) parts.push(`${count(overdue)} waiting for longer`)
  const again = `${count(revived)} gave up and ${revived === 1 ? 'was' : 'were'} sent again`
  if (revived > 0)
    parts.push(
      `${again}; ${revived === 1 ? 'it counts once it arrives or gives' : 'they count once they arrive or give'} up anew`,
    )
  return parts.join(', ')
}
