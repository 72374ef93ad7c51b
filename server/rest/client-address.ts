import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** `203.0.113.7` for `::ffff:203.0.113.7`, so that lists of addresses match whatever the socket says. */
function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  return mapped && isIPv4(mapped) ? mapped : address
}

/** Proxies whose X-Forwarded-For is believed: addresses and CIDR blocks. */
export function trustedProxies(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address, prefix] = entry.split('/') as [string, string | undefined]
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family)
  }
  return list
}

/**
 * Who sent the request: the socket's peer, or, behind trusted proxies, the last address in X-Forwarded-For that is not
 * one of them. Everything further left was written by whoever is not trusted.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | null | undefined,
  trusted: BlockList,
): string | null {
  if (!peer) return null
  let address = plainAddress(peer)
  const hops = forwardedFor?.split(',').reverse() ?? []
  for (const hop of hops) {
    if (!trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) break
    const next = plainAddress(hop.trim())
    if (isIP(next) === 0) break
    address = next
  }
  return address
}

/** What guesses are counted under: an IPv6 customer has a whole /64. */
export function addressGroup(ip: string | null): string {
  if (ip === null || !isIPv6(ip)) return ip ?? 'unknown'
  const [head = '', tail] = ip.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
