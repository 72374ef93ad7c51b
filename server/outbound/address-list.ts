import { BlockList, isIP, isIPv4 } from 'node:net'
import { PostriderError } from '../contract/errors.ts'
import { normaliseAddress } from './ip-address.ts'

/** Addresses and networks (`203.0.113.6`, `198.51.100.0/24`, `2001:db8::/32`) that a tenant or subscription names. */
export interface AddressLists {
  /** Not empty: deliveries reach these and no others. It opens nothing that the operator keeps closed. */
  allow: readonly string[]
  /** Deliveries never reach these, also when `allow` names them. */
  deny: readonly string[]
}

/** Throws `validation_failed` that points at each entry which cannot be used. Names of the lists are those of the request. */
export function assertUsableAddresses(lists: Record<string, readonly string[] | undefined>): void {
  const errors = Object.entries(lists).flatMap(([name, entries]) =>
    (entries ?? []).flatMap((entry, index) => {
      const message = addressEntryFault(entry)
      return message === null ? [] : [{ pointer: `/${name}/${index}`, message }]
    }),
  )
  const [first] = errors
  if (first) throw new PostriderError('validation_failed', first.message, { errors })
}

/** What is wrong with an entry, as a sentence; null when it can be used. */
export function addressEntryFault(entry: string): string | null {
  const [address, bits, more] = entry.split('/') as [string, string | undefined, string | undefined]
  const family = isIP(address)
  if (family === 0 || address.includes('%') || more !== undefined) {
    return `${JSON.stringify(entry.slice(0, 60))} is neither an IP address nor a network like 198.51.100.0/24.`
  }
  if (bits === undefined) return null
  const most = family === 4 ? 32 : 128
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return `The prefix length in ${entry} must be 0 to ${most}.`
  if (family === 6 && normaliseAddress(address) !== address) return `Write the IPv4 network in ${entry} as IPv4.`
  return null
}

/** Addresses as the network sees them, with membership in microseconds. */
export class AddressSet {
  /** One per family: a BlockList takes IPv4 for IPv4-mapped IPv6, so that ::/0 in it would hold every IPv4 address. */
  readonly #lists = { ipv4: new BlockList(), ipv6: new BlockList() }

  /** Throws on an entry that `addressEntryFault` faults. */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const fault = addressEntryFault(entry)
      if (fault !== null) throw new Error(fault)
      const [given, bits] = entry.split('/') as [string, string | undefined]
      const address = normaliseAddress(given) as string
      const family = isIPv4(address) ? 'ipv4' : 'ipv6'
      if (bits === undefined) this.#lists[family].addAddress(address, family)
      else this.#lists[family].addSubnet(address, Number(bits), family)
    }
  }

  has(address: string): boolean {
    const normal = normaliseAddress(address)
    if (normal === null) return false
    const family = isIPv4(normal) ? 'ipv4' : 'ipv6'
    return this.#lists[family].check(normal, family)
  }
}
