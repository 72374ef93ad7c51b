import type { AttemptError } from '../../server/contract/delivery.ts'
import { outcomeParts } from './outcome.ts'
import classes from './outcome-text.module.css'

/** The result of an attempt in a word, coloured by whether it was a success; a code after it stays whole, on a line of its own if need be. */
export function OutcomeText({ code, error }: { code: number | null; error: AttemptError | null }) {
  const parts = outcomeParts({ code, error })
  if (parts === null) return <span className={classes.none}>—</span>
  return (
    <span className={classes.outcome} data-good={error === null || undefined}>
      <span className={classes.whole}>{parts.word}</span>
      {parts.code !== null && (
        <>
          {' '}
          <span className={classes.whole}>({parts.code})</span>
        </>
      )}
    </span>
  )
}
