import { BlockList, isIPv4 } from 'node:net'
import { ipv6Groups, lastFourBytes, normaliseAddress } from './ip-address.ts'

/** Why an address is not a public one. `loopback` is the one kind that local mode admits. */
export interface AddressKind {
  name: string
  /** Completes "x.x.x.x is ...". */
  words: string
}

const invalid = kind('invalid', 'not an address')
const unspecified = kind('unspecified', 'an unspecified address, which reaches this machine')
const loopback = kind('loopback', 'a loopback address, this machine itself')
const privateUse = kind('private', 'a private address')
const linkLocal = kind('link_local', 'a link-local address, where cloud metadata services answer')
const metadata = kind('metadata', 'the address of a cloud metadata service')
const tunnel = kind('tunnel', 'an address of a tunnel or translator, which hides another address')
const documentation = kind('documentation', 'an address reserved for documentation')
const multicast = kind('multicast', 'a multicast address')
const reserved = kind('reserved', 'a reserved address')

/**
 * IANA IPv4 Special-Purpose Address Registry, what is not globally reachable, and multicast. 168.63.129.16 is
 * Azure's host service: a public address by the registry, the machine's own host in fact.
 */
const ipv4Kinds = compile('ipv4', [
  [unspecified, ['0.0.0.0/8']],
  [loopback, ['127.0.0.0/8']],
  [privateUse, ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']],
  [linkLocal, ['169.254.0.0/16']],
  [metadata, ['168.63.129.16/32']],
  [documentation, ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24']],
  [tunnel, ['192.88.99.0/24']],
  [multicast, ['224.0.0.0/4']],
  [reserved, ['192.0.0.0/24', '198.18.0.0/15', '240.0.0.0/4']],
])

/**
 * The same for IPv6. 2001::/23 holds Teredo, benchmarking and ORCHID, 2002::/16 is 6to4. What is in none of these
 * and not in 2000::/3 (all that is assigned as global unicast) is reserved.
 */
const ipv6Kinds = compile('ipv6', [
  [unspecified, ['::/128']],
  [loopback, ['::1/128']],
  [linkLocal, ['fe80::/10']],
  [privateUse, ['fc00::/7', 'fec0::/10']],
  [multicast, ['ff00::/8']],
  [documentation, ['2001:db8::/32', '3fff::/20']],
  [tunnel, ['2001::/23', '2002::/16', '64:ff9b:1::/48', '::ffff:0:0:0/96', '::/96']],
])
const globalUnicast = compile('ipv6', [[kind('public', 'a public address'), ['2000::/3']]])

/** null: a public address. Otherwise what it is instead. */
export function specialKind(address: string): AddressKind | null {
  const normal = normaliseAddress(address)
  if (normal === null) return invalid
  if (isIPv4(normal)) return ipv4Kinds(normal)
  const groups = ipv6Groups(normal)
  // NAT64 (RFC 6052): on an IPv6-only network every IPv4 receiver has such an address, so the one inside decides.
  if (groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((group) => group === 0)) {
    return ipv4Kinds(lastFourBytes(groups)) === null ? null : tunnel
  }
  // ISATAP (RFC 5214) may carry any prefix: the interface identifier gives it away.
  const isatap = ((groups[4] as number) & 0xfdff) === 0 && groups[5] === 0x5efe
  if (isatap) return tunnel
  return ipv6Kinds(normal) ?? (globalUnicast(normal) ? null : reserved)
}

function kind(name: string, words: string): AddressKind {
  return { name, words }
}

function compile(family: 'ipv4' | 'ipv6', kinds: [AddressKind, string[]][]): (address: string) => AddressKind | null {
  const lists = kinds.map(([of, networks]) => {
    const list = new BlockList()
    for (const network of networks) {
      const [address, bits] = network.split('/') as [string, string]
      list.addSubnet(address, Number(bits), family)
    }
    return { of, list }
  })
  return (address) => lists.find(({ list }) => list.check(address, family))?.of ?? null
}
