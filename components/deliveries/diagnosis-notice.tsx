import { IconAlertTriangle } from '@tabler/icons-react'
import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { diagnose, whatFollows } from './diagnosis.ts'
import classes from './diagnosis-notice.module.css'

/** What the detail says of these is what the sentences before it say. */
const isToldAlready = new Set<Attempt['error']>(['http_error', 'redirect_refused'])

/** What went wrong and what to do, first of all. */
export function DiagnosisNotice({ attempt, delivery }: { attempt: Attempt; delivery: Delivery }) {
  const diagnosis = diagnose(attempt)
  if (!diagnosis) return null
  const follows = attempt.id === delivery.attempts.at(-1)?.id ? whatFollows(delivery) : null
  return (
    <div className={classes.notice}>
      <IconAlertTriangle size={17} aria-hidden />
      <div className={classes.text}>
        <p className={classes.what}>{diagnosis.what}</p>
        <p className={classes.advice}>
          {diagnosis.advice} {follows}
        </p>
        {attempt.error_detail && !isToldAlready.has(attempt.error) && (
          <code className={classes.detail}>{attempt.error_detail}</code>
        )}
      </div>
    </div>
  )
}
