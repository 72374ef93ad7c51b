import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AddressSet, addressEntryFault } from './address-list.ts'

describe('addressEntryFault', () => {
  it.each([
    '203.0.113.6',
    '198.51.100.0/24',
    '0.0.0.0/0',
    '10.1.2.3/8',
    '2001:db8::/32',
    '::1',
    '::/0',
    '::ffff:10.0.0.1',
  ])('takes %s', (entry) => {
    expect(addressEntryFault(entry)).toBeNull()
  })

  it.each([
    ['', 'neither'],
    ['example.com', 'neither'],
    ['10.0.0', 'neither'],
    ['010.0.0.1', 'neither'],
    ['10.0.0.0/8/8', 'neither'],
    ['fe80::1%eth0', 'neither'],
    ['[::1]', 'neither'],
    ['10.0.0.0/33', '0 to 32'],
    ['10.0.0.0/-1', '0 to 32'],
    ['10.0.0.0/', '0 to 32'],
    ['10.0.0.0/8 ', '0 to 32'],
    ['::/129', '0 to 128'],
    ['::ffff:10.0.0.0/104', 'as IPv4'],
  ])('refuses %j and says why', (entry, words) => {
    expect(addressEntryFault(entry)).toContain(words)
    expect(() => new AddressSet([entry])).toThrow(words)
  })
})

describe('AddressSet', () => {
  it('holds addresses and networks of both families, in any spelling', () => {
    const set = new AddressSet(['203.0.113.6', '198.51.100.128/25', '2001:db8::/32', '::ffff:192.0.2.1'])
    for (const address of ['203.0.113.6', '::ffff:203.0.113.6', '198.51.100.129', '2001:DB8:0:0::1', '192.0.2.1']) {
      expect(set.has(address), address).toBe(true)
    }
    for (const address of ['203.0.113.7', '198.51.100.127', '2001:db9::1', '192.0.2.2', 'x', '2001:db8::1%1']) {
      expect(set.has(address), address).toBe(false)
    }
  })

  it('of nothing holds nothing, of everything everything of that family', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(new AddressSet([]).has(address)).toBe(false)
        expect(new AddressSet(['0.0.0.0/0']).has(address)).toBe(true)
        expect(new AddressSet(['::/0']).has(address)).toBe(false)
      }),
    )
  })
})
