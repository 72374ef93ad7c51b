import { connect as connectTcp, isIP, isIPv4, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { connectFailure, tlsFailure } from './failure-words.ts'
import { isLocalhostName } from './host-rules.ts'
import { hostOf, isOwnInbox, judgeAddress, judgeUrl, type Refusal, type Restriction } from './judge-target.ts'
import { type OutboundPolicy, portOf } from './outbound-policy.ts'
import { OutboundFailure } from './outbound-result.ts'
import { openTunnel } from './proxy-tunnel.ts'

/** A receiver, judged and taken apart once for all connections to it. */
export interface DialTarget {
  policy: OutboundPolicy
  restrictions: readonly Restriction[]
  host: string
  port: number
  secure: boolean
  /** The product's own inbox: its address is not judged. */
  inbox: boolean
  /** The operator answers for the host name, so it may resolve to private addresses. */
  named: boolean
  /** TLS session of an earlier connection, which spares the next one half of the handshake. */
  session: Buffer | undefined
}

/** What one dial has done so far; the times are milliseconds. */
export interface DialTrace {
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  remoteAddress: string | null
  phase: 'dns' | 'connect' | 'tls' | 'ready'
}

/** A name server has this long to answer, whatever the deadline of the attempt. */
const dnsTimeoutMs = 5_000
/** TCP keep-alive finds peers that vanished while a connection idled. */
const tcpKeepAliveMs = 60_000

/** Throws an OutboundFailure `blocked` for a URL that may not be dialled at all. */
export function dialTarget(policy: OutboundPolicy, url: URL, restrictions: readonly Restriction[]): DialTarget {
  const refusal = judgeUrl(policy, url, restrictions)
  if (refusal) throw blocked(refusal)
  const host = hostOf(url)
  const port = portOf(url)
  return {
    policy,
    restrictions,
    host,
    port,
    secure: url.protocol === 'https:',
    inbox: isOwnInbox(policy, url),
    named: policy.operator.hostname(host, port) !== null,
    session: undefined,
  }
}

export function newDialTrace(): DialTrace {
  return { dnsMs: null, connectMs: null, tlsMs: null, remoteAddress: null, phase: 'dns' }
}

/**
 * Opens a connection to the target and to no other place: every address that its name has is judged before anything is
 * sent, and the one that answered is judged again (behind an egress proxy: the one that it was told). Throws an OutboundFailure; `signal` gives up and closes.
 */
export async function dial(target: DialTarget, trace: DialTrace, signal: AbortSignal): Promise<Socket> {
  const startedAt = performance.now()
  const addresses = await addressesOf(target)
  const resolvedAt = performance.now()
  if (isIP(target.host) === 0) trace.dnsMs = resolvedAt - startedAt
  for (const address of addresses) judge(target, address)

  trace.phase = 'connect'
  // The product's own inboxes are inside, where a proxy to the outside has no business.
  const proxy = target.inbox ? null : target.policy.egressProxy
  const [address] = addresses.toSorted(ipv4First) as [string]
  const socket = proxy
    ? await openTunnel(proxy, { address, port: target.port }, signal)
    : await openSocket(target, addresses, signal)
  const connectedAt = performance.now()
  trace.connectMs = connectedAt - resolvedAt
  try {
    trace.remoteAddress = proxy ? address : (socket.remoteAddress ?? null)
    if (trace.remoteAddress === null)
      throw new OutboundFailure('connection_reset', 'The receiver closed the connection at once.')
    judge(target, trace.remoteAddress)
    if (!target.secure) {
      trace.phase = 'ready'
      return socket
    }
    trace.phase = 'tls'
    const secured = await secure(target, socket, signal)
    trace.tlsMs = performance.now() - connectedAt
    trace.phase = 'ready'
    return secured
  } catch (error) {
    socket.destroy()
    throw error
  }
}

async function addressesOf(target: DialTarget): Promise<string[]> {
  if (isIP(target.host) !== 0) return [target.host]
  // RFC 6761: never looked up. Judged like any other address, so that strict mode refuses them.
  if (isLocalhostName(target.host)) return ['127.0.0.1', '::1']
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    const words = `The name servers of ${target.host} did not answer within ${dnsTimeoutMs / 1000} s.`
    timer = setTimeout(() => reject(new OutboundFailure('dns_error', words)), dnsTimeoutMs)
  })
  try {
    const addresses = await Promise.race([target.policy.resolveHost(target.host), limit])
    if (addresses.length === 0) throw new OutboundFailure('dns_error', `${target.host} has no address.`)
    return addresses
  } catch (error) {
    if (error instanceof OutboundFailure) throw error
    throw new OutboundFailure(
      'dns_error',
      `${target.host} could not be looked up (${(error as { code?: string }).code ?? 'no reason given'}).`,
    )
  } finally {
    clearTimeout(timer)
  }
}

function openSocket(target: DialTarget, addresses: string[], signal: AbortSignal): Promise<Socket> {
  const candidates = addresses.toSorted(ipv4First).map((address) => ({ address, family: isIPv4(address) ? 4 : 6 }))
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(interrupted())
    const socket = connectTcp({
      host: target.host,
      port: target.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: tcpKeepAliveMs,
      // Node tries the next address after 250 ms, and only these: its own resolver is not asked.
      autoSelectFamily: true,
      lookup: (_hostname, _options, callback) => callback(null, candidates),
    })
    const giveUp = () => socket.destroy(interrupted())
    signal.addEventListener('abort', giveUp, { once: true })
    socket.once('connect', () => {
      signal.removeEventListener('abort', giveUp)
      resolve(socket)
    })
    // Stays for good: an error without a listener would end the process.
    socket.on('error', (error) => {
      signal.removeEventListener('abort', giveUp)
      reject(connectFailure(error))
    })
  })
}

/** Where both exist IPv4 is the one that receivers test. */
function ipv4First(a: string, b: string): number {
  return Number(isIPv4(b)) - Number(isIPv4(a))
}

function secure(target: DialTarget, socket: Socket, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(interrupted())
    const secured = connectTls({
      socket,
      host: target.host,
      // An address has no place in SNI (RFC 6066); the certificate is compared with `host` then.
      ...(isIP(target.host) === 0 && { servername: target.host }),
      secureContext: target.policy.secureContext,
      rejectUnauthorized: true,
      ALPNProtocols: ['http/1.1'],
      ...(target.session && { session: target.session }),
    })
    const giveUp = () => secured.destroy(interrupted())
    signal.addEventListener('abort', giveUp, { once: true })
    secured.once('secureConnect', () => {
      signal.removeEventListener('abort', giveUp)
      resolve(secured)
    })
    secured.on('session', (session) => {
      if (secured.authorized) target.session = session
    })
    secured.on('error', (error) => {
      signal.removeEventListener('abort', giveUp)
      reject(tlsFailure(error))
    })
    // A peer that closes politely in mid-handshake raises no error.
    secured.once('close', () => reject(tlsFailure(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))))
  })
}

function judge(target: DialTarget, address: string): void {
  if (target.inbox) return
  const refusal = judgeAddress(target.policy, address, target.port, target.restrictions, target.named)
  if (refusal) throw blocked(refusal)
}

function blocked(refusal: Refusal): OutboundFailure {
  return new OutboundFailure('blocked', refusal.message)
}

function interrupted(): OutboundFailure {
  return new OutboundFailure('interrupted', 'The attempt was given up.')
}
