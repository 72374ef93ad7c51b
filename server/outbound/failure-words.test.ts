import { describe, expect, it } from 'vitest'
import { connectFailure, exchangeFailure, tlsFailure } from './failure-words.ts'
import { OutboundFailure } from './outbound-result.ts'

const fault = (code: string, message = 'words of the system') => Object.assign(new Error(message), { code })

describe('a connection that did not come about', () => {
  it.each([
    ['ECONNREFUSED', 'connection_refused'],
    ['EHOSTUNREACH', 'connection_refused'],
    ['ENETUNREACH', 'connection_refused'],
    ['ECONNRESET', 'connection_reset'],
    ['ETIMEDOUT', 'timeout'],
    ['EMFILE', 'interrupted'],
    ['EADDRNOTAVAIL', 'interrupted'],
    ['', 'connection_refused'],
  ])('%s is %s', (code, error) => {
    expect(connectFailure(fault(code)).error).toBe(error)
  })

  it('is named after what any of the addresses said', () => {
    const several = new AggregateError([fault('ENETUNREACH'), fault('ECONNREFUSED')])
    expect(connectFailure(several).message).toContain('Nothing accepts connections')
  })
})

it('a failure that has its name keeps it', () => {
  const named = new OutboundFailure('blocked', 'Named already.')
  expect([connectFailure(named), tlsFailure(named), exchangeFailure(named, true)]).toEqual([named, named, named])
})

it('text of a certificate is cleaned and cut before it is repeated', () => {
  const hostile = Object.assign(fault('ERR_TLS_CERT_ALTNAME_INVALID'), { reason: `\u001b[31m\0${'x'.repeat(5000)}` })
  const { error, message } = tlsFailure(hostile)
  expect(error).toBe('tls_error')
  expect(message).not.toMatch(/\p{Cc}/u)
  expect(message.length).toBeLessThan(400)
})

it('an unknown failure still says something', () => {
  expect(tlsFailure(fault('ERR_NEW')).message).toContain('ERR_NEW')
  expect(exchangeFailure(fault(''), false)).toMatchObject({ error: 'connection_reset' })
})
