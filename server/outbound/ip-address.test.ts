import { isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ipv6Groups, lastFourBytes, normaliseAddress } from './ip-address.ts'

describe('ipv6Groups', () => {
  it.each([
    ['::', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['::1', [0, 0, 0, 0, 0, 0, 0, 1]],
    ['1::', [1, 0, 0, 0, 0, 0, 0, 0]],
    ['2001:db8::8:800:200c:417a', [0x2001, 0xdb8, 0, 0, 8, 0x800, 0x200c, 0x417a]],
    ['::ffff:10.1.2.3', [0, 0, 0, 0, 0, 0xffff, 0x0a01, 0x0203]],
    ['64:ff9b::255.255.255.255', [0x64, 0xff9b, 0, 0, 0, 0, 0xffff, 0xffff]],
    ['1:2:3:4:5:6:7:8', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['1:2:3:4:5:6:1.2.3.4', [1, 2, 3, 4, 5, 6, 0x0102, 0x0304]],
    ['ABCD::EF', [0xabcd, 0, 0, 0, 0, 0, 0, 0xef]],
  ])('reads %s', (address, groups) => {
    expect(ipv6Groups(address)).toEqual(groups)
  })

  it('reads every spelling that Node takes, as the URL parser does', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        fc.pre(isIPv6(address))
        const groups = ipv6Groups(address)
        expect(groups).toHaveLength(8)
        const respelled = groups.map((group) => group.toString(16)).join(':')
        expect(new URL(`http://[${respelled}]/`).hostname).toBe(new URL(`http://[${address}]/`).hostname)
      }),
    )
  })

  it.each(['', '1.2.3.4', ':::', 'g::', '1:2:3'])('throws on %j', (text) => {
    expect(() => ipv6Groups(text)).toThrow('not an IPv6 address')
  })
})

it('lastFourBytes gives the IPv4 address inside', () => {
  expect(lastFourBytes([0, 0, 0, 0, 0, 0xffff, 0xa9fe, 0xa9fe])).toBe('169.254.169.254')
})

it.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['::FFFF:0a00:1', '10.0.0.1'],
  ['::fffe:a00:1', '::fffe:a00:1'],
  ['2606:4700::1', '2606:4700::1'],
  ['fe80::1%eth0', null],
  ['localhost', null],
  ['010.0.0.1', null],
  ['', null],
])('normaliseAddress(%j) is %j', (address, expected) => {
  expect(normaliseAddress(address)).toBe(expected)
})
