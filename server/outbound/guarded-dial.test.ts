import diagnostics from 'node:diagnostics_channel'
import { isIP, type Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answering, rawReceiver } from '../../test/local-receiver.ts'
import { AddressSet } from './address-list.ts'
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.ts'
import { dial, dialTarget, newDialTrace } from './guarded-dial.ts'
import { compileRestriction } from './judge-target.ts'
import { createOutboundPolicy, type OutboundPolicyOptions } from './outbound-policy.ts'
import { OutboundFailure } from './outbound-result.ts'
import vectors from './outbound-vectors.json' with { type: 'json' }

const ok = answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')

function policyOf(more: Partial<OutboundPolicyOptions> = {}) {
  return createOutboundPolicy({ mode: 'strict', allow: '', plainHttp: true, ...more })
}

/** A name server that gives these answers, one after the other, and the last one for ever. */
function answers(...turns: (string[] | Error)[]) {
  let turn = 0
  return async () => {
    const answer = turns[Math.min(turn++, turns.length - 1)] as string[] | Error
    if (answer instanceof Error) throw answer
    return answer
  }
}

async function send(url: string, options: Partial<ConnectionPoolOptions> = {}) {
  const pool = new ConnectionPool({ policy: policyOf(), url, allow: [], deny: [], connections: 1, ...options })
  onTestFinished(() => pool.close())
  return pool.send({ headers: {}, body: Buffer.from('{}'), deadlineMs: 2000 })
}

/** Every socket that this process opens while the test runs, whoever opens it. */
function watchSockets(): Socket[] {
  const opened: Socket[] = []
  const note = (message: unknown) => opened.push((message as { socket: Socket }).socket)
  diagnostics.subscribe('net.client.socket', note)
  onTestFinished(() => {
    diagnostics.unsubscribe('net.client.socket', note)
  })
  return opened
}

describe('the shared vectors when dialled', () => {
  it.each(vectors.refuse)('%s opens no socket, over http or https', async (url) => {
    const sockets = watchSockets()
    for (const each of [url, url.replace(/^http:/, 'https:')]) {
      expect(await send(each)).toMatchObject({
        error: 'blocked',
        statusCode: null,
        remoteAddress: null,
        connectMs: null,
      })
    }
    expect(sockets).toEqual([])
  })

  it.each(vectors.refuse.filter((url) => isIP(hostnameOf(url)) !== 0))(
    '%s is refused as the answer to a name too',
    async (url) => {
      const sockets = watchSockets()
      const address = hostnameOf(url)
      for (const answer of [[address], ['1.1.1.1', address], [address, '1.1.1.1'], ['2606:4700:4700::1111', address]]) {
        const result = await send('https://rebound.example.com/', {
          policy: policyOf({ resolveHost: answers(answer) }),
        })
        expect(result).toMatchObject({ error: 'blocked', connectMs: null, remoteAddress: null })
        expect(result.errorDetail).toContain(address)
      }
      expect(sockets).toEqual([])
    },
  )

  it.each(vectors.accept)('%s may be dialled', (url) => {
    expect(() => dialTarget(policyOf(), new URL(url), [])).not.toThrow()
  })
})

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : ''
}

describe('names', () => {
  it('are refused when any answer is denied, wherever it stands', async () => {
    const denied = fc.constantFrom(
      '10.0.0.1',
      '127.0.0.1',
      '169.254.169.254',
      '::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
    )
    const open = fc.constantFrom<string>('1.1.1.1', '8.8.8.8', '2606:4700:4700::1111')
    await fc.assert(
      fc.asyncProperty(fc.array(open, { maxLength: 6 }), denied, fc.nat(), async (publics, bad, at) => {
        const mixed = publics.toSpliced(at % (publics.length + 1), 0, bad)
        const result = await send('https://mixed.example.com/', { policy: policyOf({ resolveHost: answers(mixed) }) })
        expect(result.error).toBe('blocked')
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['not an address', ['example.org']],
    ['an address with a zone', ['fe80::1%lo']],
    ['an address in another spelling', ['0x7f000001']],
    ['an empty answer in a list', ['']],
  ])('that resolve to %s are refused', async (_, answer) => {
    const result = await send('https://odd.example.com/', { policy: policyOf({ resolveHost: answers(answer) }) })
    expect(result.error).toBe('blocked')
  })

  it('are looked up anew for each connection, so that a change of the answer opens nothing', async () => {
    const receiver = await rawReceiver(answering('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'))
    const policy = createOutboundPolicy({
      mode: 'local',
      allow: '',
      resolveHost: answers(['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1', '169.254.169.254'], ['127.0.0.1']),
    })
    const pool = new ConnectionPool({
      policy,
      url: `http://flapping.example.com:${receiver.port}/`,
      allow: [],
      deny: [],
      connections: 1,
    })
    onTestFinished(() => pool.close())
    const errors: unknown[] = []
    for (let turn = 0; turn < 4; turn++) {
      errors.push((await pool.send({ headers: {}, body: Buffer.from('{}'), deadlineMs: 2000 })).error)
    }
    expect(errors).toEqual([null, 'blocked', 'blocked', null])
  })

  it.each(['localhost', 'app.localhost', 'localhost.'])('%s is this machine and is not looked up', async (name) => {
    const receiver = await rawReceiver(ok)
    const resolveHost = answers(new Error('asked'))
    const url = `http://${name}:${receiver.port}/`
    const local = createOutboundPolicy({ mode: 'local', allow: '', resolveHost })
    expect(await send(url, { policy: local })).toMatchObject({ error: null, remoteAddress: '127.0.0.1' })
    expect((await send(url, { policy: policyOf({ resolveHost }) })).error).toBe('blocked')
  })

  it('that the operator answers for may be private', async () => {
    const receiver = await rawReceiver(ok)
    const resolveHost = answers(['127.0.0.1'])
    const allow = `hooks.corp.internal:${receiver.port}`
    const url = `http://hooks.corp.internal:${receiver.port}/`
    expect((await send(url, { policy: policyOf({ allow, resolveHost, plainHttp: false }) })).error).toBeNull()
    expect((await send(url, { policy: policyOf({ resolveHost }) })).error).toBe('blocked')
  })

  it('may resolve into a network that the operator opened, at its port only', async () => {
    const receiver = await rawReceiver(ok)
    const resolveHost = answers(['127.0.0.1'])
    const url = `http://hooks.example.com:${receiver.port}/`
    const opened = policyOf({ allow: `127.0.0.0/8:${receiver.port}`, resolveHost })
    const other = policyOf({ allow: `127.0.0.0/8:${receiver.port + 1}`, resolveHost })
    expect((await send(url, { policy: opened })).error).toBeNull()
    expect((await send(url, { policy: other })).error).toBe('blocked')
  })

  it('that lead to the product itself are refused, except its inbox', async () => {
    const receiver = await rawReceiver(ok)
    const resolveHost = answers(['127.0.0.1'])
    const policy = createOutboundPolicy({
      mode: 'local',
      allow: '',
      resolveHost,
      inboxOrigin: `http://localhost:${receiver.port}`,
    })
    expect((await send(`http://lvh.example.com:${receiver.port}/api/v1/tenants`, { policy })).error).toBe('blocked')
    expect((await send(`http://localhost:${receiver.port}/inbox/abc`, { policy })).error).toBeNull()
    const strict = policyOf({ resolveHost, inboxOrigin: `http://postrider.example.com:${receiver.port}` })
    expect((await send(`http://postrider.example.com:${receiver.port}/inbox/abc`, { policy: strict })).error).toBeNull()
    expect((await send(`http://postrider.example.com:${receiver.port}/api/v1`, { policy: strict })).error).toBe(
      'blocked',
    )
  })
})

describe('lists of tenant and subscription', () => {
  it('are applied to the addresses of a name, after the operator’s word', async () => {
    const receiver = await rawReceiver(ok)
    const policy = createOutboundPolicy({ mode: 'local', allow: '', resolveHost: answers(['127.0.0.1']) })
    const url = `http://receiver.example.com:${receiver.port}/`
    const cases: [Partial<ConnectionPoolOptions>, string | null][] = [
      [{}, null],
      [{ allow: ['127.0.0.0/8'] }, null],
      [{ allow: ['1.1.1.1'] }, 'blocked'],
      [{ deny: ['127.0.0.1'] }, 'blocked'],
      [{ tenantLists: { allow: ['1.1.1.1'], deny: [] } }, 'blocked'],
      [{ tenantLists: { allow: [], deny: ['127.0.0.0/8'] }, allow: ['127.0.0.1'] }, 'blocked'],
      [{ tenantLists: { allow: ['127.0.0.0/8'], deny: [] }, allow: ['127.0.0.1'] }, null],
      [{ deny: ['unreadable'] }, 'blocked'],
    ]
    for (const [lists, error] of cases)
      expect([lists, (await send(url, { policy, ...lists })).error]).toEqual([lists, error])
    const strict = policyOf({ resolveHost: answers(['127.0.0.1']) })
    expect((await send(url, { policy: strict, allow: ['127.0.0.1'] })).error).toBe('blocked')
  })
})

it('judges the address that was reached, not only those that were meant to be', async () => {
  const received: Buffer[] = []
  const receiver = await rawReceiver((socket) => socket.on('data', (data) => received.push(data)))
  /** Changes its mind between the judgement before and the one after connecting. */
  class Closing extends AddressSet {
    asked = 0
    override has(): boolean {
      return this.asked++ > 0
    }
  }
  const restriction = { ...compileRestriction({ allow: [], deny: [] }), deny: new Closing([]) }
  const policy = createOutboundPolicy({ mode: 'local', allow: '', resolveHost: answers(['127.0.0.1']) })
  const target = dialTarget(policy, new URL(`http://receiver.example.com:${receiver.port}/`), [restriction])
  await expect(dial(target, newDialTrace(), new AbortController().signal)).rejects.toMatchObject({ error: 'blocked' })
  await expect.poll(() => receiver.sockets[0]?.destroyed).toBe(true)
  expect(received).toEqual([])
})

describe('a name server', () => {
  it.each([
    ['knows no such name', Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' })],
    ['reports a failure', Object.assign(new Error('queryA ESERVFAIL'), { code: 'ESERVFAIL' })],
    ['gives a reason', new OutboundFailure('dns_error', 'There is no host named receiver.example.com.')],
    ['breaks', new TypeError('broken')],
    ['gives no address', []],
  ])('that %s: dns_error', async (_, answer) => {
    const result = await send('https://receiver.example.com/', { policy: policyOf({ resolveHost: answers(answer) }) })
    expect(result).toMatchObject({ error: 'dns_error', statusCode: null, connectMs: null })
    expect(result.errorDetail).toContain('receiver.example.com')
  })

  it('that takes ten seconds: dns_error after five, and nobody else waits', async () => {
    const policy = policyOf({ allow: '127.0.0.1', resolveHost: () => new Promise(() => {}) })
    const receiver = await rawReceiver(ok)
    const pool = new ConnectionPool({ policy, url: 'https://slow.example.com/', allow: [], deny: [], connections: 50 })
    onTestFinished(() => pool.close())
    const slow = Array.from({ length: 50 }, () =>
      pool.send({ headers: {}, body: Buffer.from('{}'), deadlineMs: 15_000 }),
    )
    const other = await send(`http://127.0.0.1:${receiver.port}/`, { policy })
    expect(other.error).toBeNull()
    expect(other.durationMs).toBeLessThan(500)
    for (const result of await Promise.all(slow)) {
      expect(result.error).toBe('dns_error')
      expect(result.durationMs).toBeGreaterThan(4900)
      expect(result.durationMs).toBeLessThan(6000)
    }
  }, 10_000)
})

it('goes on to the next address of a name when one does not answer', async () => {
  const receiver = await rawReceiver(ok)
  const policy = createOutboundPolicy({
    mode: 'local',
    allow: '',
    resolveHost: answers(['::1', '127.0.0.2', '127.0.0.1']),
  })
  const result = await send(`http://receiver.example.com:${receiver.port}/`, { policy })
  expect(result).toMatchObject({ error: null, remoteAddress: '127.0.0.1' })
})
