import { describe, expect, test } from 'vitest'
import { addressGroup, clientAddress, trustedProxies } from './client-address.ts'

const none = trustedProxies([])
const proxies = trustedProxies(['10.0.0.0/8', '2001:db8::1', '192.0.2.7'])

describe('who sent a request', () => {
  test.each([
    ['nobody known', undefined, undefined, none, null],
    ['the peer', '203.0.113.9', undefined, none, '203.0.113.9'],
    ['the peer, whatever it claims', '203.0.113.9', '1.2.3.4', none, '203.0.113.9'],
    ['the IPv4 address in an IPv6 one', '::ffff:203.0.113.9', undefined, none, '203.0.113.9'],
    ['who a trusted proxy names', '10.1.2.3', '203.0.113.9', proxies, '203.0.113.9'],
    ['who a trusted IPv6 proxy names', '2001:db8::1', '203.0.113.9', proxies, '203.0.113.9'],
    ['the last that is not trusted', '10.1.2.3', '1.2.3.4, 203.0.113.9, 192.0.2.7', proxies, '203.0.113.9'],
    ['the outermost when all are trusted', '10.1.2.3', '10.9.9.9', proxies, '10.9.9.9'],
    ['the proxy when it names nonsense', '10.1.2.3', '203.0.113.9, unknown', proxies, '10.1.2.3'],
    ['the proxy when it names nobody', '10.1.2.3', null, proxies, '10.1.2.3'],
  ])('is %s', (_, peer, forwarded, trusted, expected) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(expected)
  })
})

describe('guesses are counted', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    [null, 'unknown'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('for %s under %s', (ip, group) => {
    expect(addressGroup(ip)).toBe(group)
  })
})
