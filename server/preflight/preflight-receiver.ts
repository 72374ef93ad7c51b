import type { Preflight, PreflightCheck, PreflightCheckName } from '../contract/preflight.ts'
import type { AddressLists } from '../outbound/address-list.ts'
import { checkUrl } from '../outbound/check-url.ts'
import { ConnectionPool } from '../outbound/connection-pool.ts'
import { isLoopbackHost } from '../outbound/host-rules.ts'
import { isOwnInbox } from '../outbound/judge-target.ts'
import { type OutboundPolicy, outboundPolicy } from '../outbound/outbound-policy.ts'
import type { OutboundResult } from '../outbound/outbound-result.ts'
import { clock } from '../platform/clock.ts'
import { newSigningSecret } from '../signing/signing-secret.ts'
import { connectionChecks, latencyCheck, pingChecks, refusalCheck } from './judge-preflight.ts'
import { pingRequest } from './ping-request.ts'
import { type ConnectionProbe, probeConnection } from './probe-connection.ts'

/** A receiver to try. */
export interface PreflightTarget {
  url: string
  /** What the delivered body calls the tenant. */
  tenant: string
  headers: Record<string, string>
  /** How long deliveries wait for it. */
  timeoutMs: number
  /** null: the receiver cannot know any yet. */
  secrets: string[] | null
  tenantLists: AddressLists
  lists: AddressLists
}

/** People wait for it: three requests and a connection, each within this, or within the timeout of deliveries where it is shorter. */
const longestMs = 10_000
/** An hour is beyond every tolerance. */
const staleSeconds = 3_600

/** Tries a receiver step by step and says of each what was found. Reaches nothing that deliveries would not reach. */
export async function preflightReceiver(target: PreflightTarget): Promise<Preflight> {
  const policy = outboundPolicy()
  const verdict = checkUrl(policy, target.url, target.tenantLists, target.lists)
  if (!verdict.ok) return report(target.url, [{ name: 'url', outcome: 'failed', message: verdict.message }])
  const checks: PreflightCheck[] = [{ name: 'url', outcome: 'passed', message: 'Deliveries may go to this URL.' }]
  const probe = await probeConnection(policy, target.url, [target.tenantLists, target.lists], deadlineOf(target))
  const isOnThisMachine = isLoopbackHost(new URL(target.url).hostname)
  checks.push(...connectionChecks(probe, clock.now(), isOnThisMachine))
  if (probe.failure) return report(target.url, checks, probe)

  const { allow, deny } = target.lists
  const pool = new ConnectionPool({
    policy,
    url: target.url,
    allow,
    deny,
    tenantLists: target.tenantLists,
    connections: 1,
  })
  try {
    const ping = await send(pool, target, target.secrets ?? [newSigningSecret()], 0)
    checks.push(...pingChecks(ping, target.secrets !== null), latencyCheck(ping))
    if (ping.error !== null || target.secrets === null) {
      const message =
        target.secrets === null && ping.error !== null
          ? 'It refused a request that was signed with a secret it cannot know. That is what it should do.'
          : target.secrets === null
            ? 'Save the subscription and try again, so that the receiver can know the secret.'
            : 'It did not take the true request, so that it refuses others proves nothing.'
      checks.push(skipped('forged_signature', message), skipped('stale_timestamp', message))
      return report(target.url, checks, probe, ping)
    }
    if (isInboxOfOurs(policy, new URL(target.url))) {
      const message = 'An inbox of Postrider takes everything and shows what arrived: there is nothing to find out.'
      checks.push(skipped('forged_signature', message), skipped('stale_timestamp', message))
      return report(target.url, checks, probe, ping)
    }
    const forged = await send(pool, target, [newSigningSecret()], 0)
    const stale = await send(pool, target, target.secrets, staleSeconds)
    checks.push(refusalCheck('forged_signature', forged), refusalCheck('stale_timestamp', stale))
    return report(target.url, checks, probe, ping)
  } finally {
    await pool.close()
  }
}

function send(
  pool: ConnectionPool,
  target: PreflightTarget,
  secrets: string[],
  ageSeconds: number,
): Promise<OutboundResult> {
  const nowMs = clock.now()
  const timestamp = Math.floor(nowMs / 1000) - ageSeconds
  const { tenant, headers } = target
  return pool.send({
    ...pingRequest({ tenant, headers, secrets, timestamp, nowMs }),
    deadlineMs: deadlineOf(target),
  })
}

const deadlineOf = ({ timeoutMs }: PreflightTarget) => Math.min(timeoutMs, longestMs)

/** A listening session forwards to a receiver, which may well verify. */
function isInboxOfOurs(policy: OutboundPolicy, url: URL): boolean {
  return isOwnInbox(policy, url) && url.pathname.startsWith('/inbox/')
}

function skipped(name: PreflightCheckName, message: string): PreflightCheck {
  return { name, outcome: 'skipped', message }
}

const aDayMs = 86_400_000

function report(url: string, checks: PreflightCheck[], probe?: ConnectionProbe, ping?: OutboundResult): Preflight {
  const outcomeOf = (name: PreflightCheckName) => checks.find((check) => check.name === name)?.outcome
  const security = [outcomeOf('forged_signature'), outcomeOf('stale_timestamp')]
  const isKnown = security.every((outcome) => outcome === 'passed' || outcome === 'warned')
  const certificate = probe?.certificate ?? null
  return {
    ok: checks.every((check) => check.outcome !== 'failed'),
    url,
    verifies_signatures: isKnown ? security.every((outcome) => outcome === 'passed') : null,
    checks,
    remote_address: probe?.trace.remoteAddress ?? null,
    tls: certificate && {
      version: certificate.version,
      issuer: certificate.issuer,
      valid_until: certificate.validUntil.toISOString(),
      days_left: Math.floor((certificate.validUntil.getTime() - clock.now()) / aDayMs),
    },
    status_code: ping?.statusCode ?? null,
    dns_ms: probe?.trace.dnsMs ?? null,
    connect_ms: probe?.trace.connectMs ?? null,
    tls_ms: probe?.trace.tlsMs ?? null,
    duration_ms: ping?.durationMs ?? null,
  }
}
