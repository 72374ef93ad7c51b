import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import type { SignatureDiagnosis } from '../../server/contract/signature.ts'
import classes from './signature-debugger.module.css'

const faces = {
  passed: { icon: IconCircleCheck, word: 'Passed' },
  failed: { icon: IconCircleX, word: 'Failed' },
  not_reached: { icon: IconCircleMinus, word: 'Not reached' },
} as const

const names: Record<SignatureDiagnosis['steps'][number]['name'], string> = {
  headers: 'Headers',
  form: 'Form',
  timestamp: 'Time',
  secret: 'Secret',
  signature: 'Signature',
}

/** The steps of a verification, where it stops, and what was found to explain that. */
export function DiagnosisView({ diagnosis }: { diagnosis: SignatureDiagnosis }) {
  const scheme = diagnosis.scheme === 'postrider' ? 'X-PT-Signature' : 'Standard Webhooks'
  return (
    <div className={classes.diagnosis} role="status">
      <p className={classes.verdict} data-ok={diagnosis.ok}>
        {diagnosis.ok ? 'The signature is right.' : 'The signature does not verify.'}
        <span className={classes.scheme}>{scheme}</span>
      </p>
      <ol className={classes.steps} aria-label="Steps of the verification">
        {diagnosis.steps.map(({ name, outcome, message }) => {
          const { icon: Icon, word } = faces[outcome]
          return (
            <li key={name} className={classes.step} data-outcome={outcome}>
              <Icon size={17} aria-label={word} />
              <span className={classes.stepName}>{names[name]}</span>
              <span className={classes.stepText}>{message}</span>
            </li>
          )
        })}
      </ol>
      {diagnosis.hints.map(({ hint, message }) => (
        <p key={hint} className={classes.hint}>
          {message}
        </p>
      ))}
    </div>
  )
}
