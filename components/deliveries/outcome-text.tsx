import type { AttemptError } from '../../server/contract/delivery.ts'
import { outcomeText } from './outcome.ts'
import classes from './outcome-text.module.css'

/** The result of an attempt in a word, coloured by whether it was a success. */
export function OutcomeText({ code, error }: { code: number | null; error: AttemptError | null }) {
  const text = outcomeText({ code, error })
  if (text === null) return <span className={classes.none}>—</span>
  return (
    <span className={classes.outcome} data-good={error === null || undefined}>
      {text}
    </span>
  )
}
