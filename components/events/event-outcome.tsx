import type { Event } from '../../server/contract/event.ts'
import cells from '../table/cells.module.css'
import { outcomeWords } from './outcome-words.ts'

const inks = { good: undefined, bad: 'var(--bad-ink)', waiting: 'var(--warn-ink)', none: 'var(--ink-faint)' }

/** What became of an event, in a cell of a list. */
export function EventOutcome({ event }: { event: Event }) {
  const { words, rest, tone } = outcomeWords(event)
  const style = { color: inks[tone] }
  if (rest === null) return <span style={style}>{words}</span>
  return (
    <div className={cells.stacked}>
      {words}
      <span className={cells.small} style={style}>
        {rest}
      </span>
    </div>
  )
}
