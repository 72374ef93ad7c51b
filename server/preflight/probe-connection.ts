import { TLSSocket } from 'node:tls'
import type { AddressLists } from '../outbound/address-list.ts'
import { type DialTrace, dial, dialTarget, newDialTrace } from '../outbound/guarded-dial.ts'
import { compileRestriction } from '../outbound/judge-target.ts'
import type { OutboundPolicy } from '../outbound/outbound-policy.ts'
import { OutboundFailure } from '../outbound/outbound-result.ts'

export interface CertificateFacts {
  version: string
  issuer: string
  validUntil: Date
}

/** How a connection came about, as far as it did. */
export interface ConnectionProbe {
  trace: DialTrace
  /** null: it stands. */
  failure: OutboundFailure | null
  certificate: CertificateFacts | null
}

/** Opens one connection by the guarded dial, looks at the certificate and closes it. `deadlineMs`: for all of it. */
export async function probeConnection(
  policy: OutboundPolicy,
  url: string,
  lists: readonly AddressLists[],
  deadlineMs: number,
): Promise<ConnectionProbe> {
  const trace = newDialTrace()
  try {
    const target = dialTarget(policy, new URL(url), lists.map(compileRestriction))
    const socket = await within(deadlineMs, (signal) => dial(target, trace, signal))
    const certificate = socket instanceof TLSSocket ? certificateOf(socket) : null
    socket.destroy()
    return { trace, failure: null, certificate }
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error
    return { trace, failure: error, certificate: null }
  }
}

async function within<Result>(ms: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), ms)
  try {
    return await work(giveUp.signal)
  } catch (error) {
    if (giveUp.signal.aborted) throw new OutboundFailure('timeout', `No connection stood within ${ms / 1000} s.`)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function certificateOf(socket: TLSSocket): CertificateFacts {
  const certificate = socket.getPeerCertificate()
  const { O, CN } = certificate.issuer ?? {}
  return {
    version: socket.getProtocol() ?? 'unknown',
    issuer: [O ?? CN].flat().join(', ').slice(0, 200) || 'unknown',
    validUntil: new Date(certificate.valid_to),
  }
}
