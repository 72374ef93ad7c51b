import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeCertificates } from '../../test/certificates.ts'
import { answering, rawReceiver, tlsReceiver } from '../../test/local-receiver.ts'
import { ConnectionPool } from './connection-pool.ts'
import { createOutboundPolicy, type OutboundPolicyOptions } from './outbound-policy.ts'

const ok = answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')

/** A real CONNECT proxy on 127.0.0.1. It takes whatever it is asked for to `to`; `status`: what it answers instead. */
async function startProxy(options: { to?: number; status?: number } = {}) {
  const asked: { authority: string | undefined; login: string | undefined }[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', (request, client: Socket) => {
    asked.push({ authority: request.url, login: request.headers['proxy-authorization'] })
    if (options.status) return client.end(`HTTP/1.1 ${options.status} No\r\nContent-Length: 0\r\n\r\n`)
    const upstream = connect(options.to ?? Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    for (const end of [upstream, client]) end.on('error', () => undefined)
    sockets.add(upstream)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function send(url: string, options: Partial<OutboundPolicyOptions>) {
  const policy = createOutboundPolicy({ mode: 'strict', allow: '', plainHttp: true, ...options })
  const pool = new ConnectionPool({ policy, url, allow: [], deny: [], connections: 1 })
  onTestFinished(() => pool.close())
  return pool.send({ headers: {}, body: Buffer.from('{}'), deadlineMs: 5_000 })
}

const publicAddress = '93.184.215.14'
const resolveHost = async () => [publicAddress]

describe('with an egress proxy', () => {
  it('deliveries go through it, to the address that was judged and not to a name', async () => {
    const receiver = await rawReceiver(ok)
    const proxy = await startProxy({ to: receiver.port })
    const withLogin = proxy.url.replace('//', '//me:p%40ss@')
    const result = await send('http://receiver.test:8080/hook', { egressProxy: withLogin, resolveHost })
    expect(result).toMatchObject({ error: null, statusCode: 200, remoteAddress: publicAddress })
    const login = `Basic ${Buffer.from('me:p@ss').toString('base64')}`
    expect(proxy.asked).toEqual([{ authority: `${publicAddress}:8080`, login }])
  })

  it.each([['169.254.169.254'], ['10.0.0.1'], ['127.0.0.1']])(
    '%s is refused before the proxy is asked',
    async (address) => {
      const proxy = await startProxy()
      for (const url of [`http://${address}:8080/`, 'http://receiver.test:8080/']) {
        const result = await send(url, { egressProxy: proxy.url, resolveHost: async () => [publicAddress, address] })
        expect(result).toMatchObject({ error: 'blocked' })
      }
      expect(proxy.asked).toEqual([])
    },
  )

  it('TLS is verified through it', async () => {
    const certificates = makeCertificates()
    const good = await tlsReceiver(certificates.good, ok)
    const bad = await tlsReceiver(certificates.otherHost, ok)
    for (const [receiver, error] of [
      [good, null],
      [bad, 'tls_error'],
    ] as const) {
      const proxy = await startProxy({ to: receiver.port })
      const options = { egressProxy: proxy.url, resolveHost, authorities: [certificates.authority] }
      expect(await send('https://receiver.test/', options)).toMatchObject({ error })
      expect(proxy.asked).toMatchObject([{ authority: `${publicAddress}:443` }])
    }
  })

  it('a proxy that refuses or is away is a failed attempt that says so, and nothing goes around it', async () => {
    const receiver = await rawReceiver(ok)
    const url = `http://receiver.test:${receiver.port}/`
    const proxy = await startProxy({ status: 403 })
    expect(await send(url, { egressProxy: proxy.url, resolveHost })).toMatchObject({
      error: 'connection_refused',
      errorDetail: 'The egress proxy refused the connection with 403.',
    })
    expect(await send(url, { egressProxy: 'http://127.0.0.1:9', resolveHost })).toMatchObject({
      error: 'connection_refused',
      errorDetail: 'The egress proxy cannot be reached (ECONNREFUSED).',
    })
    expect(receiver.sockets).toEqual([])
  })

  it('the built-in inbox is reached without it', async () => {
    const receiver = await rawReceiver(ok)
    const proxy = await startProxy()
    const inboxOrigin = `http://127.0.0.1:${receiver.port}`
    expect(await send(`${inboxOrigin}/inbox/abc`, { egressProxy: proxy.url, inboxOrigin })).toMatchObject({
      error: null,
    })
    expect(proxy.asked).toEqual([])
  })
})

it('proxy variables of the environment divert nothing', async () => {
  const receiver = await rawReceiver(ok)
  const proxy = await startProxy()
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']) {
    const former = process.env[name]
    process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.url
    onTestFinished(() => {
      if (former === undefined) delete process.env[name]
      else process.env[name] = former
    })
  }
  expect(await send(`http://127.0.0.1:${receiver.port}/`, { mode: 'local' })).toMatchObject({ error: null })
  expect(proxy.asked).toEqual([])
})
