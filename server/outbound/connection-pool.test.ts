import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { answering, httpReceiver, rawReceiver } from '../../test/local-receiver.ts'
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.ts'
import type { OutboundRequest } from './exchange.ts'
import { createOutboundPolicy } from './outbound-policy.ts'

const policy = createOutboundPolicy({ mode: 'local', allow: '' })
const body = Buffer.from('{"id":"evt_1"}')
const endless = Buffer.alloc(64 * 1024, 'x')

function poolTo(url: string, more: Partial<ConnectionPoolOptions> = {}): ConnectionPool {
  const pool = new ConnectionPool({ policy, url, allow: [], deny: [], connections: 1, ...more })
  onTestFinished(() => pool.close())
  return pool
}

function request(more: Partial<OutboundRequest> = {}): OutboundRequest {
  return { headers: { 'content-type': 'application/json' }, body, deadlineMs: 5000, ...more }
}

/** Sends one request to a raw receiver. */
async function sendTo(answer: Parameters<typeof rawReceiver>[0], more: Partial<OutboundRequest> = {}) {
  const receiver = await rawReceiver(answer)
  return poolTo(`http://127.0.0.1:${receiver.port}/hook`).send(request(more))
}

describe('an ordinary answer', () => {
  it('comes with status, headers, body and the time that each step took', async () => {
    const seen: unknown[] = []
    const receiver = await httpReceiver((incoming, answer) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk) => chunks.push(chunk))
      incoming.on('end', () => {
        seen.push([
          incoming.method,
          incoming.url,
          incoming.headers['x-pt-event-id'],
          incoming.headers.host,
          Buffer.concat(chunks).toString(),
        ])
        answer.setHeader('X-Two', ['a', 'b']).writeHead(202).end('taken')
      })
    })
    const pool = poolTo(`http://localhost:${receiver.port}/hook?x=1`)
    const first = await pool.send(request({ headers: { 'X-PT-Event-Id': 'evt_1' } }))
    expect(seen).toEqual([['POST', '/hook?x=1', 'evt_1', `localhost:${receiver.port}`, body.toString()]])
    expect(first).toMatchObject({
      statusCode: 202,
      error: null,
      errorDetail: null,
      tlsMs: null,
      remoteAddress: '127.0.0.1',
    })
    expect(first.responseHeaders?.['x-two']).toEqual(['a', 'b'])
    expect(first.responseBody?.toString()).toBe('taken')
    expect(first.responseTruncated).toBe(false)
    expect(first.connectMs).toBeGreaterThanOrEqual(0)
    expect(first.durationMs).toBeGreaterThanOrEqual(first.ttfbMs as number)

    const second = await pool.send(request())
    expect(second).toMatchObject({ statusCode: 202, dnsMs: null, connectMs: null, remoteAddress: '127.0.0.1' })
    expect(receiver.sockets).toHaveLength(1)
  })

  it.each([200, 201, 202, 204])('%i is a success', async (status) => {
    const result = await sendTo(answering(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`))
    expect(result).toMatchObject({ statusCode: status, error: null, responseBody: null })
  })

  it.each([400, 401, 404, 410, 429, 500, 503, 599])('%i is an http_error', async (status) => {
    const result = await sendTo(answering(`HTTP/1.1 ${status} X\r\nContent-Length: 2\r\n\r\nno`))
    expect(result).toMatchObject({ statusCode: status, error: 'http_error' })
    expect(result.responseBody?.toString()).toBe('no')
  })

  it.each([300, 301, 302, 303, 304, 307, 308])('%i is refused and not followed', async (status) => {
    const elsewhere = await rawReceiver(answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    const location = `http://127.0.0.1:${elsewhere.port}/`
    const result = await sendTo(answering(`HTTP/1.1 ${status} X\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`))
    expect(result).toMatchObject({ statusCode: status, error: 'redirect_refused' })
    expect(elsewhere.sockets).toHaveLength(0)
  })

  it('is stored up to 16 KiB, and the connection is used again', async () => {
    const receiver = await httpReceiver((_, answer) => answer.end(Buffer.alloc(100_000, 'x')))
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`)
    for (let turn = 0; turn < 2; turn++) {
      const result = await pool.send(request())
      expect(result).toMatchObject({ statusCode: 200, error: null, responseTruncated: true })
      expect(result.responseBody).toHaveLength(16 * 1024)
    }
    expect(receiver.sockets).toHaveLength(1)
  })

  it('is never decompressed', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`
    const result = await sendTo(answering(head, bomb))
    expect(result).toMatchObject({ statusCode: 200, error: null })
    expect(result.responseBody).toEqual(bomb.subarray(0, 16 * 1024))
  })

  it('may come in chunks, without a length, or after notices', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n'
    expect((await sendTo(answering(chunked))).responseBody?.toString()).toBe('abc')
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n'
    expect(await sendTo(answering(early))).toMatchObject({ statusCode: 201, error: null })
    const untilClosed = await sendTo((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nto the end')),
    )
    expect(untilClosed).toMatchObject({ statusCode: 200, error: null })
    expect(untilClosed.responseBody?.toString()).toBe('to the end')
  })

  it('may hold headers with the names of object properties', async () => {
    const result = await sendTo(
      answering('HTTP/1.1 200 OK\r\n__proto__: x\r\nconstructor: y\r\nContent-Length: 0\r\n\r\n'),
    )
    expect(result.error).toBeNull()
    expect(Object.entries(result.responseHeaders as object)).toEqual(
      expect.arrayContaining([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    )
  })
})

describe('a receiver that breaks the rules', () => {
  it.each([
    ['a garbage status line', 'garbage\r\n\r\n'],
    ['HTTP/2 in clear text', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['NUL in a header', 'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nbroken\r\n\r\n'],
    ['100 KB of headers', `HTTP/1.1 200 OK\r\n${`X-Fill: ${'x'.repeat(1000)}\r\n`.repeat(100)}\r\n`],
    ['one header of 100 KB', `HTTP/1.1 200 OK\r\nX-Fill: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['a broken chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['an unasked 100', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['TLS', Buffer.from('15030300020228', 'hex')],
  ])('%s is response_invalid', async (_, answer) => {
    const result = await sendTo(answering(answer))
    expect(result.error).toBe('response_invalid')
    expect(result.durationMs).toBeLessThan(3000)
  })

  it('says less than its Content-Length: response_invalid, with the status', async () => {
    const result = await sendTo((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort')),
    )
    expect(result).toMatchObject({ statusCode: 200, error: 'response_invalid' })
    expect(result.responseBody?.toString()).toBe('short')
  })

  it('says more than its Content-Length: the rest is not taken for the next answer', async () => {
    let answers = 0
    const receiver = await rawReceiver(answeringTwice)
    function answeringTwice(socket: Socket) {
      socket.on('data', () => {
        answers++
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Forged\r\nContent-Length: 0\r\n\r\n')
      })
    }
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`)
    for (let turn = 1; turn <= 3; turn++) {
      expect(await pool.send(request())).toMatchObject({ statusCode: 200, error: null })
      expect(answers).toBe(turn)
    }
  })

  it('never ends its answer: read up to a limit, then the status counts', async () => {
    const receiver = await rawReceiver((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        const fill = () => {
          while (!socket.destroyed && socket.write(endless));
        }
        socket.on('drain', fill)
        fill()
      })
    })
    const result = await poolTo(`http://127.0.0.1:${receiver.port}/`).send(request())
    expect(result).toMatchObject({ statusCode: 200, error: null, responseTruncated: true })
    expect(result.responseBody).toHaveLength(16 * 1024)
    await expect.poll(() => receiver.sockets[0]?.destroyed).toBe(true)
  })

  it.each([
    ['resets', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['closes without an answer', (socket: Socket) => socket.once('data', () => socket.end())],
    ['closes in the middle of the head', (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 20'))],
    ['closes at once', (socket: Socket) => socket.destroy()],
  ])('%s: connection_reset', async (_, answer) => {
    expect(await sendTo(answer)).toMatchObject({ statusCode: null, error: 'connection_reset' })
  })

  it('does not listen: connection_refused', async () => {
    const result = await poolTo(`http://127.0.0.1:${await freePort()}/`).send(request())
    expect(result).toMatchObject({ statusCode: null, error: 'connection_refused', remoteAddress: null })
  })
})

describe('the deadline', () => {
  const deadlineMs = 300

  it.each([
    ['accepts and says nothing', () => {}, null],
    ['sends notices for ever', (socket: Socket) => repeat(socket, 'HTTP/1.1 102 Processing\r\n\r\n', 5), null],
    ['sends its head a byte at a time', (socket: Socket) => trickle(socket, 'HTTP/1.1 200 OK\r\nX: 1\r\n\r\n'), null],
    [
      'sends its body a byte at a time',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
        repeat(socket, 'x', 20)
      },
      200,
    ],
    [
      'sends header after header',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        repeat(socket, 'X: 1\r\n', 20)
      },
      null,
    ],
  ])('ends a receiver that %s', async (_, answer, statusCode) => {
    const result = await sendTo((socket) => socket.once('data', () => answer(socket)), { deadlineMs })
    expect(result).toMatchObject({ statusCode, error: 'timeout' })
    expect(result.durationMs).toBeGreaterThanOrEqual(deadlineMs - 5)
    expect(result.durationMs).toBeLessThan(deadlineMs + 1000)
  })

  it('counts the name lookup', async () => {
    const never = createOutboundPolicy({ mode: 'local', allow: '', resolveHost: () => new Promise(() => {}) })
    const result = await poolTo('http://receiver.test/', { policy: never }).send(request({ deadlineMs }))
    expect(result).toMatchObject({ error: 'timeout', dnsMs: null, connectMs: null })
    expect(result.errorDetail).toContain('name of the receiver')
    expect(result.durationMs).toBeLessThan(deadlineMs + 1000)
  })

  it('counts a TLS handshake that never ends', async () => {
    const receiver = await rawReceiver((socket) => socket.resume())
    const result = await poolTo(`https://127.0.0.1:${receiver.port}/`).send(request({ deadlineMs }))
    expect(result).toMatchObject({ error: 'timeout', tlsMs: null })
    expect(result.errorDetail).toContain('TLS handshake')
    expect(result.connectMs).toBeGreaterThanOrEqual(0)
    await expect.poll(() => receiver.sockets[0]?.destroyed).toBe(true)
  })

  it('frees the connection for the next request', async () => {
    let turn = 0
    const receiver = await httpReceiver((_, answer) => {
      if (turn++ > 0) answer.end()
    })
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`)
    const [first, second] = await Promise.all([pool.send(request({ deadlineMs })), pool.send(request())])
    expect(first.error).toBe('timeout')
    expect(second).toMatchObject({ statusCode: 200, error: null })
    // It waited for the connection, but its own clock started with it.
    expect(second.durationMs).toBeLessThan(deadlineMs)
  })
})

describe('connections', () => {
  it('never exceed the limit, and each carries one request at a time', async () => {
    let atOnce = 0
    let most = 0
    const receiver = await httpReceiver((_, answer) => {
      atOnce++
      most = Math.max(most, atOnce)
      setImmediate(() => {
        atOnce--
        answer.end()
      })
    })
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`, { connections: 4 })
    const results = await Promise.all(Array.from({ length: 100 }, () => pool.send(request())))
    expect(results.every((result) => result.error === null)).toBe(true)
    expect(receiver.sockets).toHaveLength(4)
    expect(most).toBeLessThanOrEqual(4)
  })

  it('are opened again when the receiver closed them meanwhile', async () => {
    const receiver = await httpReceiver((_, answer) => answer.end())
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`)
    for (let turn = 1; turn <= 20; turn++) {
      expect(await pool.send(request())).toMatchObject({ statusCode: 200, error: null })
      const socket = receiver.sockets[turn - 1] as Socket
      // Half politely, half with a reset; the next request follows in the same breath.
      if (turn % 2 === 0) socket.resetAndDestroy()
      else socket.destroy()
      await once(socket, 'close')
    }
    expect(receiver.sockets).toHaveLength(20)
  })

  it('that the receiver wants closed are not used again', async () => {
    const receiver = await httpReceiver((_, answer) => answer.setHeader('Connection', 'close').end())
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`)
    for (let turn = 0; turn < 5; turn++) expect((await pool.send(request())).error).toBeNull()
    expect(receiver.sockets).toHaveLength(5)
  })

  it('are given up before the receiver gives them up', async () => {
    const receiver = await rawReceiver(
      answering('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2\r\nContent-Length: 0\r\n\r\n'),
    )
    await poolTo(`http://127.0.0.1:${receiver.port}/`).send(request())
    await expect.poll(() => receiver.sockets[0]?.closed, { timeout: 1900 }).toBe(true)
  })

  it('ignore the proxies that the environment names', async () => {
    const proxy = await rawReceiver(() => {})
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']) {
      vi.stubEnv(name, name === 'NODE_USE_ENV_PROXY' ? '1' : `http://127.0.0.1:${proxy.port}`)
    }
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const result = await sendTo(answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    expect(result.error).toBeNull()
    expect(proxy.sockets).toHaveLength(0)
  })
})

describe('send', () => {
  it.each([
    ['a line break in a value', { 'x-a': 'b\r\nx-c: d' }],
    ['NUL in a value', { 'x-a': '\0' }],
    ['a character beyond Latin-1', { 'x-a': '中' }],
    ['a space in a name', { 'x a': 'b' }],
    ['an empty name', { '': 'b' }],
    ['Transfer-Encoding', { 'Transfer-Encoding': 'chunked' }],
    ['Upgrade', { Upgrade: 'websocket' }],
    ['Expect', { Expect: '100-continue' }],
    ['a wrong Content-Length', { 'Content-Length': '3' }],
    ['a Content-Length in words', { 'Content-Length': 'three' }],
  ])('does not reject for %s, and sends nothing', async (_, headers) => {
    const received: Buffer[] = []
    const receiver = await rawReceiver((socket) => socket.on('data', (data) => received.push(data)))
    const result = await poolTo(`http://127.0.0.1:${receiver.port}/`).send(request({ headers }))
    expect(result).toMatchObject({ statusCode: null, error: 'blocked' })
    expect(result.errorDetail).toContain('header')
    expect(received).toEqual([])
  })

  it.each(['', 'nonsense', 'ftp://example.com/', 'https://user:pass@example.com/', 'http://10.0.0.1/'])(
    'does not reject for the URL %j',
    async (url) => {
      expect(await poolTo(url).send(request())).toMatchObject({ error: 'blocked', durationMs: 0 })
    },
  )

  it('ends as interrupted when it is given up, before, while and in the queue', async () => {
    const receiver = await rawReceiver(() => {})
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`)
    const giveUp = new AbortController()
    const running = pool.send(request({ signal: giveUp.signal }))
    const queued = pool.send(request({ signal: giveUp.signal }))
    await expect.poll(() => receiver.sockets.length).toBe(1)
    giveUp.abort()
    const late = pool.send(request({ signal: giveUp.signal }))
    for (const result of await Promise.all([running, queued, late])) expect(result.error).toBe('interrupted')
    expect(receiver.sockets).toHaveLength(1)
  })

  it('ends as interrupted when the pool is closed, at once', async () => {
    const receiver = await rawReceiver((socket) => socket.resume())
    const pool = poolTo(`http://127.0.0.1:${receiver.port}/`, { connections: 2 })
    const pending = [1, 2, 3].map(() => pool.send(request()))
    await expect.poll(() => receiver.sockets.length).toBe(2)
    const closedAt = performance.now()
    await pool.close()
    for (const result of await Promise.all(pending)) expect(result.error).toBe('interrupted')
    expect(performance.now() - closedAt).toBeLessThan(200)
    expect((await pool.send(request())).error).toBe('interrupted')
    await expect.poll(() => receiver.sockets.every((socket) => socket.destroyed)).toBe(true)
  })
})

/** A port that was just free: nothing listens there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function repeat(socket: Socket, text: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(text), everyMs)
  socket.on('close', () => clearInterval(timer))
}

function trickle(socket: Socket, text: string): void {
  const bytes = [...text]
  const timer = setInterval(() => socket.write(bytes.shift() ?? ''), 50)
  socket.on('close', () => clearInterval(timer))
}
