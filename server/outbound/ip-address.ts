import { isIPv4, isIPv6 } from 'node:net'

/** The eight groups of an IPv6 address without a zone; throws on anything that `isIPv6` refuses. */
export function ipv6Groups(address: string): number[] {
  if (!isIPv6(address)) throw new Error(`${JSON.stringify(address)} is not an IPv6 address.`)
  const [head, tail] = withoutDottedQuad(address).split('::') as [string, string | undefined]
  const first = groupsOf(head)
  if (tail === undefined) return first
  const last = groupsOf(tail)
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last]
}

/** The IPv4 address in the last two groups. */
export function lastFourBytes(groups: readonly number[]): string {
  const high = groups[6] as number
  const low = groups[7] as number
  return `${high >> 8}.${high & 0xff}.${low >> 8}.${low & 0xff}`
}

/**
 * One spelling per address that means the same to the network: IPv4-mapped IPv6 (`::ffff:10.0.0.1`) becomes the IPv4
 * address it connects to. null: not an address, or one with a zone (`fe80::1%eth0`), which no receiver has.
 */
export function normaliseAddress(address: string): string | null {
  if (isIPv4(address)) return address
  if (!isIPv6(address) || address.includes('%')) return null
  const groups = ipv6Groups(address)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  return mapped ? lastFourBytes(groups) : address
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}

function withoutDottedQuad(address: string): string {
  const at = address.lastIndexOf(':')
  const quad = address.slice(at + 1)
  if (!quad.includes('.')) return address
  const [a, b, c, d] = quad.split('.').map(Number) as [number, number, number, number]
  return `${address.slice(0, at + 1)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
