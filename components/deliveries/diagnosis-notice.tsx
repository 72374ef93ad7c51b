import { IconAlertTriangle } from '@tabler/icons-react'
import type { Attempt } from '../../server/contract/delivery.ts'
import { diagnose } from './diagnosis.ts'
import classes from './diagnosis-notice.module.css'

/** What went wrong and what to do, first of all. */
export function DiagnosisNotice({ attempt }: { attempt: Attempt }) {
  const diagnosis = diagnose(attempt)
  if (!diagnosis) return null
  return (
    <div className={classes.notice}>
      <IconAlertTriangle size={17} aria-hidden />
      <div className={classes.text}>
        <p className={classes.what}>{diagnosis.what}</p>
        <p className={classes.advice}>{diagnosis.advice}</p>
        {attempt.error_detail && attempt.error !== 'http_error' && (
          <code className={classes.detail}>{attempt.error_detail}</code>
        )}
      </div>
    </div>
  )
}
