import type { AttemptError } from '../../server/contract/delivery.ts'
import { outcomeText } from './outcome.ts'
import classes from './outcome-text.module.css'

/** The result of an attempt in a word, coloured by whether it was a success; a code after it stays whole, on a line of its own if need be. */
export function OutcomeText({ code, error }: { code: number | null; error: AttemptError | null }) {
  const text = outcomeText({ code, error })
  if (text === null) return <span className={classes.none}>—</span>
  const [word, rest] = text.split(' (')
  return (
    <span className={classes.outcome} data-good={error === null || undefined}>
      {rest === undefined ? (
        <span className={classes.whole}>{text}</span>
      ) : (
        <>
          <span className={classes.whole}>{word}</span> <span className={classes.whole}>({rest}</span>
        </>
      )}
    </span>
  )
}
