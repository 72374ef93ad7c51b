import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconMinus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Preflight } from '../../server/contract/preflight.ts'
import { Facts } from '../page/facts.tsx'
import { StatusBadge } from '../status/status-badge.tsx'
import { duration } from '../time/time-text.ts'
import classes from './preflight-result.module.css'

const faces = {
  passed: { tone: 'good', icon: IconCircleCheck, word: 'Passed' },
  warned: { tone: 'warn', icon: IconAlertTriangle, word: 'Warning' },
  failed: { tone: 'bad', icon: IconCircleX, word: 'Failed' },
  skipped: { tone: 'quiet', icon: IconMinus, word: 'Skipped' },
} as const

const names: Record<Preflight['checks'][number]['name'], string> = {
  url: 'URL',
  dns: 'Host name',
  address: 'Address',
  connect: 'Connection',
  tls: 'TLS',
  certificate: 'Certificate',
  redirect: 'Redirect',
  ping: 'Signed ping',
  latency: 'Latency',
  forged_signature: 'Forged signature',
  stale_timestamp: 'Stale timestamp',
}

/** What a receiver did with a true, a forged and a stale request, and how the connection to it came about. */
export function PreflightResult({ result }: { result: Preflight }) {
  return (
    <div className={classes.result} role="status">
      <p className={classes.verdict} data-ok={result.ok}>
        {verdictOf(result)}
        {result.verifies_signatures === true && ' It verifies signatures as it should.'}
        {result.verifies_signatures === false && ' It does not verify signatures as it should.'}
      </p>
      <Facts facts={factsOf(result)} />
      <ul className={classes.checks} aria-label="Checks">
        {result.checks.map(({ name, outcome, message }) => {
          const { tone, icon, word } = faces[outcome]
          return (
            <li key={name} className={classes.check}>
              <span className={classes.name}>{names[name]}</span>
              <StatusBadge tone={tone} icon={icon}>
                {word}
              </StatusBadge>
              <span className={classes.message}>{message}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** A receiver that cannot know the secret yet may well refuse the ping: that is no fault, and no arrival either. */
function verdictOf({ ok, status_code }: Preflight): string {
  if (!ok) return 'Deliveries will not arrive until what failed is put right.'
  if (status_code !== null && status_code >= 300) return 'The receiver answers, and refuses what it cannot verify yet.'
  return 'Deliveries arrive.'
}

function factsOf({ remote_address, tls, status_code, duration_ms }: Preflight): [string, ReactNode][] {
  const facts: [string, ReactNode][] = []
  if (status_code !== null) facts.push(['Answer to a signed ping', status_code])
  if (duration_ms !== null) facts.push(['Latency', duration(duration_ms)])
  if (remote_address !== null) facts.push(['Address', remote_address])
  if (tls) facts.push(['TLS', `${tls.version}, ${tls.days_left} ${tls.days_left === 1 ? 'day' : 'days'} left`])
  return facts
}
