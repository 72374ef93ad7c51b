import { Fragment } from 'react'
import type { Event } from '../../server/contract/event.ts'
import cells from '../table/cells.module.css'
import { outcomeWords } from './outcome-words.ts'

const inks = { good: undefined, bad: 'var(--bad-ink)', waiting: 'var(--warn-ink)', none: 'var(--ink-faint)' }

/** What became of an event, in a cell of a list; where there is no room for all of it, it breaks between its parts. */
export function EventOutcome({ event }: { event: Event }) {
  const { words, rest, tone } = outcomeWords(event)
  const style = { color: inks[tone] }
  if (rest.length === 0) return <span style={style}>{words}</span>
  return (
    <span>
      {words}
      {rest.map((part) => (
        <Fragment key={part}>
          ,{' '}
          <span className={cells.unbroken} style={style}>
            {part}
          </span>
        </Fragment>
      ))}
    </span>
  )
}
