import type { Event } from '../../server/contract/event.ts'
import { outcomeWords } from './outcome-words.ts'

const inks = { good: undefined, bad: 'var(--bad-ink)', waiting: 'var(--warn-ink)', none: 'var(--ink-faint)' }

/** What became of an event, in a cell of a list. */
export function EventOutcome({ event }: { event: Event }) {
  const { words, rest, tone } = outcomeWords(event)
  const style = { color: inks[tone] }
  if (rest === null) return <span style={style}>{words}</span>
  return (
    <span>
      {words}, <span style={style}>{rest}</span>
    </span>
  )
}
