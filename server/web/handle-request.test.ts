import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trustedProxies } from '../rest/client-address.ts'
import { clientAddressHeader, createRequestListener, pagePathHeader } from './handle-request.ts'
import { serve, type WebServer } from './serve.ts'

let web: WebServer

beforeAll(async () => {
  web = await serve({
    host: '127.0.0.1',
    port: 0,
    async createListener({ port }) {
      const listener = createRequestListener({
        publicUrl: `http://127.0.0.1:${port}`,
        proxies: trustedProxies([]),
        frameAncestors: async ({ url }) => (url === '/framed' ? ['https://app.example.com'] : []),
        native: (_, response) => void response.end('native'),
        pages: async ({ headers }, response) => {
          const seen = {
            policy: headers['content-security-policy'],
            address: headers[clientAddressHeader],
            path: headers[pagePathHeader],
          }
          response.end(JSON.stringify(seen))
        },
      })
      return { listener, close: async () => undefined }
    },
  })
})
afterAll(() => web.close())

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Not fetch: it would tidy the path and guard the headers. */
function send(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: web.port, method, path, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    outgoing.on('error', reject).end()
  })
}

const own = () => ({ origin: `http://127.0.0.1:${web.port}` })

test('a page gets a policy with a nonce of its own, which it sees itself', async () => {
  const [first, second] = await Promise.all([send('GET', '/deliveries'), send('GET', '/deliveries')])
  const policy = first.headers['content-security-policy']
  expect(policy).toContain("script-src 'self' 'nonce-")
  expect(JSON.parse(first.body).policy).toBe(policy)
  expect(second.headers['content-security-policy']).not.toBe(policy)
})

test('every answer forbids sniffing, framing and leaking the address', async () => {
  for (const path of ['/', '/api/v1/tenants', '/api/trpc/me.get', '/healthz', '/inbox/x']) {
    const { headers } = await send('GET', path)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['x-frame-options'], path).toBe('DENY')
    expect(headers['referrer-policy'], path).toBe('same-origin')
  }
})

test('a page cannot be told another address, policy or path by the request', async () => {
  const { body } = await send('GET', '/events?type=a', {
    [clientAddressHeader]: '203.0.113.9',
    [pagePathHeader]: '/mine',
    'content-security-policy': "script-src 'nonce-mine'",
  })
  expect(JSON.parse(body)).toMatchObject({ address: '127.0.0.1', path: '/events?type=a' })
  expect(JSON.parse(body).policy).not.toContain('mine')
})

test.each(['/api/trpc/subscriptions.delete', '/api/auth/callback/link', '/sign-in', '/api/v1/../trpc/x'])(
  'a change at %s needs an origin of ours',
  async (path) => {
    expect((await send('POST', path)).status).toBe(403)
    expect((await send('POST', path, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await send('POST', path, own())).status).toBe(200)
  },
)

test('programs with keys need no origin', async () => {
  expect(await send('POST', '/api/v1/webhooks/events')).toMatchObject({ status: 200, body: 'native' })
})

test('a page may be framed by those its session names, and by nobody otherwise', async () => {
  const framed = await send('GET', '/framed')
  expect(framed.headers['content-security-policy']).toContain('frame-ancestors https://app.example.com')
  expect(framed.headers['x-frame-options']).toBeUndefined()
  const other = await send('GET', '/deliveries')
  expect(other.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(other.headers['x-frame-options']).toBe('DENY')
})

test.each([
  ['too long', { 'content-length': String(1024 * 1024 + 1) }],
  ['without a length', { 'transfer-encoding': 'chunked' }],
])('a body that is %s is refused before anybody reads it', async (_, headers) => {
  expect((await send('POST', '/api/auth/callback/password', { ...own(), ...headers })).status).toBe(413)
})
