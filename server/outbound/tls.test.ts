import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeCertificates } from '../../test/certificates.ts'
import { answering, rawReceiver, tlsReceiver } from '../../test/local-receiver.ts'
import { ConnectionPool } from './connection-pool.ts'
import { createOutboundPolicy } from './outbound-policy.ts'

const certificates = makeCertificates()
const policy = createOutboundPolicy({
  mode: 'local',
  allow: '',
  authorities: [certificates.authority],
  resolveHost: async () => ['127.0.0.1'],
})
const ok = answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
const okAndClose = answering('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok')

function poolTo(host: string, port: number): ConnectionPool {
  const pool = new ConnectionPool({ policy, url: `https://${host}:${port}/`, allow: [], deny: [], connections: 1 })
  onTestFinished(() => pool.close())
  return pool
}

const request = { headers: {}, body: Buffer.from('{}'), deadlineMs: 3000 }

describe('a receiver with a good certificate', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is reached over %s, with SNI and HTTP/1.1', async (version) => {
    const seen: unknown[] = []
    const options = {
      ...certificates.good,
      minVersion: version,
      maxVersion: version,
      ALPNProtocols: ['h2', 'http/1.1'],
    }
    const receiver = await tlsReceiver(options, (socket: TLSSocket & { servername?: unknown }) => {
      seen.push([socket.getProtocol(), socket.alpnProtocol, socket.servername])
      ok(socket)
    })
    const result = await poolTo('receiver.test.', receiver.port).send(request)
    expect(result).toMatchObject({ statusCode: 200, error: null, remoteAddress: '127.0.0.1' })
    expect(result.tlsMs).toBeGreaterThan(0)
    expect(result.durationMs).toBeGreaterThan(result.tlsMs as number)
    expect(seen).toEqual([[version, 'http/1.1', 'receiver.test']])
  })

  it('may be named by its address, which is not sent as SNI', async () => {
    const names: unknown[] = []
    const receiver = await tlsReceiver(certificates.good, (socket: TLSSocket & { servername?: unknown }) => {
      names.push(socket.servername)
      ok(socket)
    })
    expect((await poolTo('127.0.0.1', receiver.port).send(request)).error).toBeNull()
    expect(names).toEqual([false])
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('resumes its %s session on the next connection', async (version) => {
    const resumed: boolean[] = []
    const options = { ...certificates.good, minVersion: version, maxVersion: version }
    const receiver = await tlsReceiver(options, (socket) => {
      resumed.push(socket.isSessionReused())
      okAndClose(socket)
    })
    const pool = poolTo('receiver.test', receiver.port)
    for (let turn = 0; turn < 3; turn++) expect((await pool.send(request)).error).toBeNull()
    expect(resumed).toEqual([false, true, true])
  })
})

describe('tls_error, with the reason', () => {
  it.each([
    ['self-signed', certificates.selfSigned, 'receiver.test', 'self-signed'],
    ['expired', certificates.expired, 'receiver.test', 'expired'],
    ['for another host', certificates.otherHost, 'receiver.test', 'another host'],
    ['for another host, dialled by address', certificates.otherHost, '127.0.0.1', 'another host'],
    ['of an unknown authority', certificates.untrusted, 'receiver.test', 'not publicly trusted'],
  ])('a certificate that is %s', async (_, certificate, host, reason) => {
    const requests: Buffer[] = []
    const receiver = await tlsReceiver(certificate, (socket) => socket.on('data', (data) => requests.push(data)))
    const pool = poolTo(host, receiver.port)
    for (let turn = 0; turn < 2; turn++) {
      const result = await pool.send(request)
      expect(result).toMatchObject({ statusCode: null, error: 'tls_error' })
      expect(result.errorDetail).toContain(reason)
    }
    expect(requests).toEqual([])
  })

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s', async (version) => {
    const old = { ...certificates.good, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
    const receiver = await tlsReceiver(old, ok)
    const result = await poolTo('receiver.test', receiver.port).send(request)
    expect(result.error).toBe('tls_error')
    expect(result.errorDetail).toContain('1.2')
  })

  it('plain HTTP on the port of https', async () => {
    const receiver = await rawReceiver((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    )
    const result = await poolTo('receiver.test', receiver.port).send(request)
    expect(result.error).toBe('tls_error')
    expect(result.errorDetail).toContain('plain http')
  })

  it('garbage in the handshake', async () => {
    const receiver = await rawReceiver((socket) => socket.once('data', () => socket.end(Buffer.alloc(100, 0x16))))
    expect((await poolTo('receiver.test', receiver.port).send(request)).error).toBe('tls_error')
  })

  it('a receiver that wants a client certificate', async () => {
    const options = { ...certificates.good, requestCert: true, rejectUnauthorized: true, ca: certificates.authority }
    const receiver = await tlsReceiver({ ...options, maxVersion: 'TLSv1.2' }, ok)
    expect((await poolTo('receiver.test', receiver.port).send(request)).error).toMatch(/tls_error|connection_reset/)
  })
})

it.each([
  ['closes', (socket: Socket) => socket.once('data', () => socket.end())],
  ['resets', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
])('a receiver that %s during the handshake: connection_reset', async (_, answer) => {
  const receiver = await rawReceiver(answer)
  const result = await poolTo('receiver.test', receiver.port).send(request)
  expect(result).toMatchObject({ error: 'connection_reset', tlsMs: null })
  expect(result.errorDetail).toContain('TLS handshake')
})
