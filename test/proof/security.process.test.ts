import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Product, startProduct } from '../product.ts'
import { type Receiver, startReceiver } from '../receiver.ts'
import { ProductApi } from './product-api.ts'

// What only the whole product can prove: the policies of real pages, what a hostile receiver leaves in them, and that
// nothing secret is in any line it logs, at the most talkative level.

const script = '<script>document.title="owned"</script>'
const ansi = '\u001b[31mred\u001b[0m'
const payload = 'payload-that-nobody-logs-4711'
const password = 'a password of the test run'

let product: Product
let api: ProductApi
let receiver: Receiver
/** Whatever must not be in a log line. */
const secrets: string[] = [payload, password]

beforeAll(async () => {
  receiver = await startReceiver()
  product = await startProduct({ environment: { DEFAULT_RETRY_SCHEDULE: '60', LOG_LEVEL: 'trace' } })
  api = new ProductApi(product)
  secrets.push(product.operatorKey)
}, 240_000)

afterAll(async () => {
  await product?.stop()
  await receiver?.[Symbol.asyncDispose]()
}, 60_000)

/** Signs in as the browser does and returns the cookies. */
async function signIn(): Promise<string> {
  const token = new URLSearchParams(new URL(product.signInLink).hash.slice(1)).get('token') as string
  const csrf = await fetch(`${product.url}/api/auth/csrf`)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const before = cookiesOf(csrf)
  const answer = await fetch(`${product.url}/api/auth/callback/link`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: product.url, cookie: before, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, token, json: 'true' }),
  })
  const cookies = cookiesOf(answer)
  expect(cookies).toContain('postrider-session=')
  secrets.push(
    token,
    ...cookies
      .split('; ')
      .map((pair) => pair.slice(pair.indexOf('=') + 1))
      .filter((value) => value.length > 40),
  )
  return cookies
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

let cookies: string

test('every page runs scripts with the nonce of its own answer only, and cannot be framed', async () => {
  cookies = await signIn()
  for (const path of [
    '/sign-in?ended=1',
    '/',
    '/deliveries',
    '/subscriptions',
    '/audit',
    '/keys',
    '/nothing-here',
    '/embed',
  ]) {
    const answer = await fetch(product.url + path, { headers: { cookie: cookies } })
    const policy = answer.headers.get('content-security-policy') ?? ''
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1]
    expect(nonce, path).toBeTruthy()
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(Object.fromEntries(answer.headers), path).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    })
    const html = await answer.text()
    const tags = html.match(/<script\b[^>]*>/g) ?? []
    expect(tags.length, path).toBeGreaterThan(0)
    for (const tag of tags) expect(tag, path).toContain(`nonce="${nonce}"`)
    expect(html, path).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i)
  }
})

test.each([
  [
    'a script',
    (response: import('node:http').ServerResponse) => response.writeHead(500, { 'x-note': script }).end(script),
  ],
  [
    'terminal codes and NUL',
    (response: import('node:http').ServerResponse) => response.writeHead(500).end(`${ansi}\0${script}`),
  ],
  [
    'a header of 64 KiB',
    (response: import('node:http').ServerResponse) => response.writeHead(500, { 'x-long': 'x'.repeat(65_536) }).end(),
  ],
  [
    'HTML that says it is JSON',
    (response: import('node:http').ServerResponse) =>
      response.writeHead(500, { 'content-type': 'application/json' }).end(script),
  ],
])('a receiver that answers with %s is shown as text', async (name, answer) => {
  receiver.answer = (_, response) => void answer(response)
  const tenant = `hostile-${name.replaceAll(/\W+/g, '-')}`
  const { secret } = await api.subscribe(tenant, receiver.url)
  secrets.push(secret)
  const event = await api.publish(tenant, 'memory.created', JSON.stringify({ note: payload }))
  await expect.poll(async () => (await api.deliveryOf(event)).attempt_count, { timeout: 20_000 }).toBe(1)
  const { id } = await api.deliveryOf(event)
  const shown = await fetch(`${product.url}/api/v1/webhooks/deliveries/${id}`, {
    headers: { authorization: `Bearer ${product.operatorKey}` },
  })
  expect(shown.headers.get('content-type')).toContain('application/json')
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  for (const raw of ['\u001b', '\0']) expect(await shown.clone().text()).not.toContain(raw)
  const page = await fetch(`${product.url}/deliveries/${id}`, { headers: { cookie: cookies } })
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).not.toContain(script)
  for (const raw of ['\u001b', '\0']) expect(html).not.toContain(raw)
})

test('secrets are sealed with another key while the product runs', async () => {
  const path = join(product.dataDir, 'keys.json')
  const ring = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(
    path,
    JSON.stringify({ keys: [{ id: 'next', key: Buffer.alloc(32, 7).toString('base64') }, ...ring.keys] }),
  )
  const environment = { ...process.env, DATA_DIR: product.dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn' }
  const { stdout } = await promisify(execFile)(process.execPath, ['server/launch/reseal.ts'], { env: environment })
  expect(stdout).toMatch(/^[1-9]\d* secrets were sealed anew; all are sealed with the key next now\.\nNothing needs/)
  await writeFile(path, JSON.stringify(ring))
  const refused = promisify(execFile)(process.execPath, ['server/launch/reseal.ts'], { env: environment })
  await expect(refused).rejects.toThrow('"next", which is not in')
})

test('no secret, payload or key is in any line of the log', async () => {
  const key = await api.done('POST', '/keys', { name: 'Short-lived', scopes: ['events:read'] })
  const session = await api.done('POST', '/portal-sessions', {
    tenant: 'hostile-a-script',
    capabilities: ['events:read'],
  })
  const code = new URLSearchParams(new URL(session.url).hash.slice(1)).get('code') as string
  secrets.push(key.key, code)
  // What fails is logged as well, and must not take along what it was given.
  await fetch(`${product.url}/api/v1/tenants?token=${product.operatorKey}`, {
    headers: { authorization: `Bearer ${key.key}` },
  })
  await api.call('POST', '/webhooks/events', `{"tenant":"nobody","type":"x","data":"${payload}"`)
  await fetch(`${product.url}/api/trpc/me.setPassword`, {
    method: 'POST',
    headers: { origin: product.url, cookie: cookies, 'content-type': 'application/json' },
    body: JSON.stringify({ next: password }),
  })
  await fetch(`${product.url}/api/portal-session`, {
    method: 'POST',
    headers: { origin: product.url, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  await expect.poll(() => product.output()).toContain('"operation":"createPortalSession"')
  // The welcome shows the link and the key on purpose; it is no log line.
  const log = product
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  expect(log.length).toBeGreaterThan(20)
  for (const secret of secrets) expect(log.filter((line) => line.includes(secret)).slice(0, 1), secret).toEqual([])
})
