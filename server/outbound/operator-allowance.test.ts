import { describe, expect, it } from 'vitest'
import { parseOperatorAllowance } from './operator-allowance.ts'

describe('OUTBOUND_ALLOW', () => {
  const allowance = parseOperatorAllowance(
    ' 10.2.0.0/16:8443, 192.168.1.7:443,172.20.0.0/14, [fd00::/8]:8443, [fd12::1]:80 ,fd34::/16, Hooks.Corp.Internal.:8080,receiver,',
  )

  it.each([
    ['10.2.3.4', 8443, true],
    ['10.2.3.4', 443, null],
    ['10.3.0.1', 8443, null],
    ['::ffff:10.2.3.4', 8443, true],
    ['192.168.1.7', 443, true],
    ['192.168.1.8', 443, null],
    ['172.21.0.1', 1, false],
    ['fd00::1', 8443, true],
    ['fd00::1', 80, null],
    ['fd12::1', 80, true],
    ['fd34::1', 9999, false],
  ])('%s port %i: %s', (address, port, portNamed) => {
    expect(allowance.address(address, port)?.portNamed ?? null).toBe(portNamed)
  })

  it.each([
    ['hooks.corp.internal', 8080, true],
    ['hooks.corp.internal', 443, null],
    ['corp.internal', 8080, null],
    ['evil.hooks.corp.internal', 8080, null],
    ['receiver', 12345, false],
  ])('%s port %i: %s', (hostname, port, portNamed) => {
    expect(allowance.hostname(hostname, port)?.portNamed ?? null).toBe(portNamed)
  })

  it('opens nothing when it is empty', () => {
    for (const text of ['', ' ', ',,']) {
      expect(parseOperatorAllowance(text).address('10.0.0.1', 443)).toBeNull()
      expect(parseOperatorAllowance(text).hostname('', 443)).toBeNull()
    }
  })

  it.each([
    '10.2.0.0/33:8443',
    '10.2.0.0/16:0',
    '10.2.0.0/16:65536',
    '10.2.0.0/16:https',
    '10.2.0.0/16:',
    '10.2.0',
    '10.2.0.256',
    '[fd00::/8',
    '[fd00::/200]:1',
    '[10.2.0.0/16]x',
    'https://10.2.0.1',
    'bad name',
    '*.internal',
    '*',
    '/8',
  ])('is refused for %j with the entry named', (entry) => {
    expect(() => parseOperatorAllowance(`10.0.0.1,${entry}`)).toThrow(/^OUTBOUND_ALLOW: /)
  })
})
