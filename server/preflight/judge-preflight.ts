import type { PreflightCheck, PreflightCheckName } from '../contract/preflight.ts'
import type { OutboundResult } from '../outbound/outbound-result.ts'
import type { ConnectionProbe } from './probe-connection.ts'

type Check = PreflightCheck

const passed = (name: PreflightCheckName, message: string): Check => ({ name, outcome: 'passed', message })
const warned = (name: PreflightCheckName, message: string): Check => ({ name, outcome: 'warned', message })
const failed = (name: PreflightCheckName, message: string): Check => ({ name, outcome: 'failed', message })

/** Renewal by machine happens a month ahead: less than this and nobody has renewed it. */
const fewDaysLeft = 14
/** A receiver that needs longer works before it answers: it should take the request and work afterwards. */
const slowMs = 2_000
const aDayMs = 86_400_000

/** How the connection came about. `now`: Unix milliseconds. `isOnThisMachine`: plain http is read by nobody on the way. */
export function connectionChecks(probe: ConnectionProbe, now: number, isOnThisMachine: boolean): Check[] {
  const { trace, failure, certificate } = probe
  const checks: Check[] = []
  if (failure?.error === 'dns_error') return [failed('dns', failure.message)]
  checks.push(
    trace.dnsMs === null
      ? passed('dns', 'The host is an address or this machine; nothing had to be looked up.')
      : passed('dns', `The name was found in ${Math.round(trace.dnsMs)} ms.`),
  )
  if (failure?.error === 'blocked') return [...checks, failed('address', failure.message)]
  if (failure && trace.phase !== 'tls') {
    return [...checks, passed('address', 'It may be reached.'), failed('connect', failure.message)]
  }
  checks.push(passed('address', `It is at ${trace.remoteAddress}, which may be reached.`))
  checks.push(passed('connect', `The connection stood after ${Math.round(trace.connectMs ?? 0)} ms.`))
  if (failure) return [...checks, failed('tls', failure.message)]
  if (!certificate) {
    const tls = isOnThisMachine
      ? passed('tls', 'Plain http, which does not leave this machine.')
      : warned('tls', 'Plain http: everybody on the way can read it. Use https.')
    return [...checks, tls]
  }
  const daysLeft = Math.floor((certificate.validUntil.getTime() - now) / aDayMs)
  const until = `The certificate of ${certificate.issuer} ends in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`
  return [
    ...checks,
    passed('tls', `${certificate.version}, and the certificate is right for this name.`),
    daysLeft < fewDaysLeft ? warned('certificate', `${until}: renew it.`) : passed('certificate', `${until}.`),
  ]
}

/** What it did with the true ping. `knowsSecret`: false: it cannot have verified the signature. */
export function pingChecks(ping: OutboundResult, knowsSecret: boolean): Check[] {
  const { statusCode, error, errorDetail } = ping
  if (error === 'redirect_refused') return [failed('redirect', errorDetail ?? 'It redirects: give the final URL.')]
  const noRedirect = passed('redirect', 'It does not redirect.')
  if (error === null) return [noRedirect, passed('ping', `It took a signed ping with ${statusCode}.`)]
  const mayBeRefusal = !knowsSecret && statusCode !== null && statusCode >= 400 && statusCode < 500
  if (mayBeRefusal) {
    return [noRedirect, warned('ping', `It answered ${statusCode}, as a receiver may that cannot know the secret yet.`)]
  }
  return [noRedirect, failed('ping', errorDetail ?? `It did not take a signed ping (${error}).`)]
}

export function latencyCheck(ping: OutboundResult): Check {
  const ms = Math.round(ping.durationMs)
  if (ms < slowMs) return passed('latency', `It answered within ${ms} ms.`)
  return warned('latency', `It took ${ms} ms. Answer first and work afterwards, or attempts will time out under load.`)
}

const refusals = {
  forged_signature: {
    refused: (status: number) => `It refused a forged signature with ${status}.`,
    taken:
      'It took a request whose signature was forged: anybody who knows the URL can send it events. Verify signatures.',
  },
  stale_timestamp: {
    refused: (status: number) => `It refused a request that was an hour old with ${status}.`,
    taken:
      'It took a rightly signed request that was an hour old: a stolen one can be sent again. Refuse beyond five minutes.',
  },
}

/** Whether it refused what it should refuse. A 5xx is a crash, which is no refusal but takes nothing either. */
export function refusalCheck(name: keyof typeof refusals, result: OutboundResult): Check {
  const words = refusals[name]
  const { statusCode, error, errorDetail } = result
  if (error === null) return warned(name, words.taken)
  if (statusCode !== null && statusCode < 500) return passed(name, words.refused(statusCode))
  return { name, outcome: 'skipped', message: `It neither took nor refused it: ${errorDetail ?? error}` }
}
