import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { specialKind } from './address-rules.ts'

/** Blocks that no delivery may reach, and what they are called. */
const closed4: [string, string][] = [
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'private'],
  ['127.0.0.0/8', 'loopback'],
  ['168.63.129.16/32', 'metadata'],
  ['169.254.0.0/16', 'link_local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'tunnel'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'reserved'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
]

const closed6: [string, string][] = [
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['fc00::/7', 'private'],
  ['fe80::/10', 'link_local'],
  ['fec0::/10', 'private'],
  ['ff00::/8', 'multicast'],
  ['100::/64', 'reserved'],
  ['2001::/32', 'tunnel'],
  ['2001:2::/48', 'tunnel'],
  ['2001:10::/28', 'tunnel'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', 'tunnel'],
  ['3fff::/20', 'documentation'],
  ['64:ff9b:1::/48', 'tunnel'],
  ['5f00::/16', 'reserved'],
  ['4000::/3', 'reserved'],
  ['8000::/1', 'reserved'],
]

function toInteger4(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function toText4(integer: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(integer / 2 ** shift) % 256).join('.')
}

function toInteger6(address: string): bigint {
  const [head, tail] = address.split('::') as [string, string]
  const first = head === '' ? [] : head.split(':')
  const last = tail === '' ? [] : tail.split(':')
  const groups = [...first, ...new Array(8 - first.length - last.length).fill('0'), ...last]
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

function toText6(integer: bigint): string {
  return Array.from({ length: 8 }, (_, group) => ((integer >> BigInt(112 - 16 * group)) & 0xffffn).toString(16)).join(
    ':',
  )
}

/** Any address of a block, its first and last ones often. */
function within4(block: string): fc.Arbitrary<string> {
  const [base, bits] = block.split('/') as [string, string]
  const size = 2 ** (32 - Number(bits))
  return fc.nat(size - 1).map((offset) => toText4(toInteger4(base) + offset))
}

function within6(block: string): fc.Arbitrary<string> {
  const [base, bits] = block.split('/') as [string, string]
  const max = (1n << BigInt(128 - Number(bits))) - 1n
  return fc.bigInt({ min: 0n, max }).map((offset) => toText6(toInteger6(base) + offset))
}

describe('IPv4', () => {
  it.each(closed4)('every address of %s is %s', (block, name) => {
    fc.assert(
      fc.property(within4(block), (address) => {
        expect(specialKind(address)?.name).toBe(name)
      }),
    )
  })

  it('every other address is public', () => {
    const inClosed = (integer: number) =>
      closed4.some(([block]) => {
        const [base, bits] = block.split('/') as [string, string]
        const first = toInteger4(base)
        return integer >= first && integer < first + 2 ** (32 - Number(bits))
      })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (integer) => {
        fc.pre(!inClosed(integer))
        expect(specialKind(toText4(integer))).toBeNull()
      }),
      { numRuns: 2000 },
    )
  })

  it.each(closed4)('the neighbours of %s are judged by themselves', (block) => {
    const [base, bits] = block.split('/') as [string, string]
    const first = toInteger4(base)
    const after = first + 2 ** (32 - Number(bits))
    const publicNeighbours = [first - 1, after].filter((integer) => integer >= 0 && integer < 2 ** 32).map(toText4)
    const closedToo = ['0.0.0.0', '239.255.255.255', '240.0.0.0', '223.255.255.255']
    for (const address of publicNeighbours.filter((each) => !closedToo.includes(each))) {
      expect([address, specialKind(address)]).toEqual([address, null])
    }
  })
})

describe('IPv6', () => {
  it.each(closed6)('every address of %s is %s', (block, name) => {
    fc.assert(
      fc.property(within6(block), (address) => {
        // Some blocks hold smaller ones with a name of their own: closed they are all.
        const kind = specialKind(address)
        expect(kind).not.toBeNull()
        if (!['4000::/3', '8000::/1'].includes(block)) expect(kind?.name).toBe(name)
      }),
    )
  })

  it('global unicast outside the special blocks is public', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('2400::/12', '2600::/12', '2606:4700::/32', '2a00::/12', '2001:4860::/32'),
        (block) => {
          fc.assert(
            fc.property(within6(block), (address) => {
              fc.pre(!/:5efe:[^:]+:[^:]+$/.test(address))
              expect(specialKind(address)).toBeNull()
            }),
            { numRuns: 50 },
          )
        },
      ),
      { numRuns: 20 },
    )
  })

  it.each(closed4)('every address of %s stays closed in each form that embeds IPv4', (block) => {
    const embeddings: ((high: string, low: string) => string)[] = [
      (high, low) => `::ffff:${high}:${low}`,
      (high, low) => `::${high}:${low}`,
      (high, low) => `::ffff:0:${high}:${low}`,
      (high, low) => `64:ff9b::${high}:${low}`,
      (high, low) => `64:ff9b:1::${high}:${low}`,
      (high, low) => `2002:${high}:${low}::1`,
      (high, low) => `fe80::5efe:${high}:${low}`,
      (high, low) => `2606:4700::5efe:${high}:${low}`,
      (high, low) => `2606:4700::200:5efe:${high}:${low}`,
    ]
    fc.assert(
      fc.property(within4(block), fc.constantFrom(...embeddings), (address, embed) => {
        const integer = toInteger4(address)
        const text = embed(Math.floor(integer / 65_536).toString(16), (integer % 65_536).toString(16))
        expect(specialKind(text)).not.toBeNull()
      }),
    )
  })

  it('a Teredo address is closed whatever client it hides', () => {
    const anyTeredo = fc.bigInt({ min: 0n, max: (1n << 96n) - 1n }).map((rest) => toText6((0x20010000n << 96n) | rest))
    fc.assert(
      fc.property(anyTeredo, (address) => {
        expect(specialKind(address)?.name).toBe('tunnel')
      }),
    )
  })

  it.each([
    ['::ffff:1.1.1.1', null],
    ['64:ff9b::1.1.1.1', null],
    ['64:ff9b::10.0.0.1', 'tunnel'],
    ['64:ff9b::127.0.0.1', 'tunnel'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::1.1.1.1', 'tunnel'],
    ['2002:101:101::1', 'tunnel'],
    ['fe80::1%lo', 'invalid'],
    ['not an address', 'invalid'],
    ['', 'invalid'],
  ])('%s is %s', (address, name) => {
    expect(specialKind(address)?.name ?? null).toBe(name)
  })
})
