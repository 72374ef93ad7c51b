import { createSecureContext, type SecureContext } from 'node:tls'
import { isLoopbackHost } from './host-rules.ts'
import { type OperatorAllowance, parseOperatorAllowance } from './operator-allowance.ts'
import { createResolver, type ResolveHost } from './resolve-host.ts'

/**
 * Where deliveries may go, decided by the operator. `strict`: https to public addresses. `local` (embedded database and
 * a loopback `PUBLIC_URL`) also admits loopback and plain http, so that a newcomer's own receiver works.
 */
export interface OutboundPolicy {
  readonly mode: 'local' | 'strict'
  readonly plainHttp: boolean
  readonly operator: OperatorAllowance
  /** Origin of the product itself: only its inbox may be delivered to. */
  readonly ownOrigin: URL | null
  /** Ports this machine's own processes listen on. */
  readonly ownPorts: ReadonlySet<number>
  readonly resolveHost: ResolveHost
  /** The operator's HTTP proxy that everything goes through; null: directly, whatever the proxy variables say. */
  readonly egressProxy: URL | null
  /** Trusted authorities and the least TLS version. Made once: loading the authorities takes milliseconds. */
  readonly secureContext: SecureContext
}

export interface OutboundPolicyOptions {
  mode: 'local' | 'strict'
  /** The text of `OUTBOUND_ALLOW`. */
  allow: string
  /** Origin under which the built-in inbox is reached, that is `PUBLIC_URL`. */
  inboxOrigin?: string
  /** Ports of web, worker and embedded database, so that no tenant reaches them over loopback. */
  ownPorts?: readonly number[]
  /** Plain http to every address that is admitted. As the mode has it when not given. */
  plainHttp?: boolean
  /** The text of `EGRESS_PROXY_URL`. */
  egressProxy?: string | undefined
  /** The system's DNS servers and hosts file when not given. */
  resolveHost?: ResolveHost
  /** PEM certificates of authorities to trust instead of Node's own list (`NODE_EXTRA_CA_CERTS` adds to that). */
  authorities?: readonly string[]
}

/** Throws an Error that names the entry when `OUTBOUND_ALLOW` is not understood. */
export function createOutboundPolicy(options: OutboundPolicyOptions): OutboundPolicy {
  const ownOrigin = options.inboxOrigin === undefined ? null : new URL(options.inboxOrigin)
  const ownPorts = new Set(options.ownPorts)
  if (ownOrigin !== null && isLoopbackHost(ownOrigin.hostname)) ownPorts.add(portOf(ownOrigin))
  return {
    mode: options.mode,
    plainHttp: options.plainHttp ?? options.mode === 'local',
    operator: parseOperatorAllowance(options.allow),
    ownOrigin,
    ownPorts,
    resolveHost: options.resolveHost ?? createResolver(),
    egressProxy: options.egressProxy === undefined ? null : new URL(options.egressProxy),
    secureContext: createSecureContext({
      minVersion: 'TLSv1.2',
      ...(options.authorities && { ca: [...options.authorities] }),
    }),
  }
}

/** The port a URL means, given or by its scheme. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}

let current: OutboundPolicy | undefined

/** Called once, when a process starts. */
export function setOutboundPolicy(policy: OutboundPolicy): void {
  current = policy
}

/** The policy of this process. Throws when none was set: without one nothing may be sent. */
export function outboundPolicy(): OutboundPolicy {
  if (!current) throw new Error('There is no outbound policy yet: call setOutboundPolicy first.')
  return current
}
