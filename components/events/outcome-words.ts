import type { Event } from '../../server/contract/event.ts'

export interface OutcomeWords {
  words: string
  /** What became of those that did not arrive, in parts; empty: all did, or nothing is known. */
  rest: string[]
  tone: 'good' | 'bad' | 'waiting' | 'none'
}

/** What became of an event, as short as it can be said. */
export function outcomeWords({ deliveries, outcome }: Pick<Event, 'deliveries' | 'outcome'>): OutcomeWords {
  if (outcome === null) return { words: deliveries === 0 ? 'no deliveries' : `${deliveries}`, rest: [], tone: 'none' }
  const { succeeded, waiting, failed, cancelled } = outcome
  const total = succeeded + waiting + failed + cancelled
  // Deliveries are deleted with the events of their time at the latest; a moment apart they may be missing.
  if (total === 0) return { words: deliveries === 0 ? 'no deliveries' : 'none left', rest: [], tone: 'none' }
  const rest = [
    waiting > 0 && `${waiting} waiting`,
    failed > 0 && `${failed} failed`,
    cancelled > 0 && `${cancelled} cancelled`,
  ].filter((part) => part !== false)
  const tone = failed > 0 ? 'bad' : waiting > 0 ? 'waiting' : succeeded > 0 ? 'good' : 'none'
  return { words: succeeded === total ? `${total} delivered` : `${succeeded} of ${total} delivered`, rest, tone }
}
