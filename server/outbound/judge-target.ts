import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { type AddressLists, AddressSet } from './address-list.ts'
import { specialKind } from './address-rules.ts'
import { bareHostname, isLocalhostName, isLoopbackHost, isPossibleHostname, privateNameReason } from './host-rules.ts'
import type { Allowance } from './operator-allowance.ts'
import { type OutboundPolicy, portOf } from './outbound-policy.ts'
import { deniedPortReason } from './port-rules.ts'

export type RefusalReason =
  | 'malformed'
  | 'scheme'
  | 'plain_http'
  | 'credentials'
  | 'name_denied'
  | 'address_denied'
  | 'port_denied'
  | 'own_address'
  | 'not_in_allow_list'
  | 'in_deny_list'

export interface Refusal {
  reason: RefusalReason
  /** A sentence for people that says what to do. */
  message: string
}

/** The lists of a tenant or a subscription, ready for use. Each of several restricts further. */
export interface Restriction {
  allow: AddressSet | null
  deny: AddressSet
}

/** Throws on an entry that `addressEntryFault` faults. */
export function compileRestriction(lists: AddressLists): Restriction {
  return {
    allow: lists.allow.length === 0 ? null : new AddressSet(lists.allow),
    deny: new AddressSet(lists.deny),
  }
}

/** One token directly below /inbox or /listen: nothing else of the product can be reached through the exception. */
const inboxPath = /^\/(inbox|listen)\/[\w-]+$/

/** The named exception: the product's own inboxes and listening sessions are receivers in every mode, whatever its address. */
export function isOwnInbox(policy: OutboundPolicy, url: URL): boolean {
  return isOwnOrigin(policy, url) && inboxPath.test(url.pathname) && url.username === '' && url.password === ''
}

/** The host as it is looked up or dialled: no brackets, no final dot. */
export function hostOf(url: URL): string {
  return bareHostname(url.hostname).replace(/^\[|\]$/g, '')
}

/**
 * Judges what can be told from the URL alone: scheme, credentials, host, port, and the address when the host is one.
 * null: it may be dialled, which judges every address that a name resolves to.
 */
export function judgeUrl(policy: OutboundPolicy, url: URL, restrictions: readonly Restriction[]): Refusal | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    const schemes = policy.plainHttp ? 'https and http' : 'https'
    return refuse('scheme', `Deliveries go to ${schemes} URLs, not to ${url.protocol.slice(0, 40)} ones.`)
  }
  if (url.username !== '' || url.password !== '') {
    return refuse(
      'credentials',
      'The URL may not hold a user name or password; use a header of the subscription instead.',
    )
  }
  if (isOwnInbox(policy, url)) return null
  if (isOwnOrigin(policy, url)) return ownAddress()
  const host = hostOf(url)
  const port = portOf(url)
  if (isIP(host) !== 0) {
    const refusal = judgeAddress(policy, host, port, restrictions)
    if (refusal) return refusal
    return judgePortAndScheme(policy, url, policy.operator.address(host, port))
  }
  const allowance = policy.operator.hostname(host, port)
  return judgeName(policy, host, allowance) ?? judgePortAndScheme(policy, url, allowance)
}

/**
 * Judges an address about to be dialled, or just reached. `named`: the operator answers for the host name that resolved
 * to it, so it may be private. The restrictions of tenant and subscription come after the operator's word.
 */
export function judgeAddress(
  policy: OutboundPolicy,
  address: string,
  port: number,
  restrictions: readonly Restriction[],
  named = false,
): Refusal | null {
  const special = specialKind(address)
  if (
    policy.ownPorts.has(port) &&
    (special?.name === 'loopback' || special?.name === 'unspecified' || isOwnInterface(address))
  ) {
    return ownAddress()
  }
  const open =
    special === null ||
    named ||
    (special.name === 'loopback' && policy.mode === 'local') ||
    policy.operator.address(address, port) !== null
  if (!open) {
    return refuse(
      'address_denied',
      `${address} is ${special.words}; deliveries go to public addresses. An operator can open it with OUTBOUND_ALLOW.`,
    )
  }
  for (const { allow, deny } of restrictions) {
    if (deny.has(address)) return refuse('in_deny_list', `${address} is in the list of denied addresses.`)
    if (allow !== null && !allow.has(address)) {
      return refuse('not_in_allow_list', `${address} is not in the list of allowed addresses.`)
    }
  }
  return null
}

function judgeName(policy: OutboundPolicy, hostname: string, allowance: Allowance | null): Refusal | null {
  if (!isPossibleHostname(hostname))
    return refuse('malformed', `${JSON.stringify(hostname.slice(0, 80))} is not a host name.`)
  if (allowance !== null || (policy.mode === 'local' && isLocalhostName(hostname))) return null
  const privateReason = privateNameReason(hostname)
  if (privateReason === null) return null
  return refuse('name_denied', `${privateReason} Use a public name, or let an operator open it with OUTBOUND_ALLOW.`)
}

function judgePortAndScheme(policy: OutboundPolicy, url: URL, allowance: Allowance | null): Refusal | null {
  const portReason = allowance?.portNamed ? null : deniedPortReason(portOf(url))
  if (portReason !== null) return refuse('port_denied', portReason)
  if (url.protocol === 'http:' && !policy.plainHttp && allowance === null) {
    return refuse('plain_http', 'Deliveries carry data of your customers: use https.')
  }
  return null
}

function isOwnOrigin(policy: OutboundPolicy, url: URL): boolean {
  const own = policy.ownOrigin
  if (own === null || url.protocol !== own.protocol || portOf(url) !== portOf(own)) return false
  if (bareHostname(url.hostname) === bareHostname(own.hostname)) return true
  return isLoopbackHost(own.hostname) && isLoopbackHost(url.hostname)
}

function isOwnInterface(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address))
}

function ownAddress(): Refusal {
  return refuse('own_address', 'That is Postrider itself; of it only an inbox (/inbox/...) can receive deliveries.')
}

function refuse(reason: RefusalReason, message: string): Refusal {
  return { reason, message }
}
