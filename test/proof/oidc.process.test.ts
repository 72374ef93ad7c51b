import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenidProvider, openidClient, startOpenidProvider } from '../openid-provider.ts'
import { type Product, startProduct } from '../product.ts'

/** Signing in with OpenID Connect, the whole way: the product as people start it, a provider that signs its tokens. */

let provider: OpenidProvider
let product: Product

const email = 'ada@example.com'

beforeAll(async () => {
  provider = await startOpenidProvider()
  product = await startProduct({
    environment: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: openidClient.id,
      OIDC_CLIENT_SECRET: openidClient.secret,
    },
  })
  await invite(email)
}, 240_000)

afterAll(async () => {
  await product?.stop()
  await provider?.[Symbol.asyncDispose]()
})

async function invite(address: string): Promise<void> {
  const answer = await fetch(`${product.url}/api/v1/members`, {
    method: 'POST',
    headers: { authorization: `Bearer ${product.operatorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: address, role: 'viewer' }),
  })
  expect(answer.status).toBe(201)
}

/** A browser as far as this needs one: it keeps cookies and follows nothing by itself. */
class Browser {
  readonly cookies = new Map<string, string>()

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), cookie, origin: product.url }
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) as unknown as [string, string, string]
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }

  /** Presses the button on the sign-in page; where the provider is asked. */
  async begin(): Promise<URL> {
    const { csrfToken } = (await (await this.ask(`${product.url}/api/auth/csrf`)).json()) as { csrfToken: string }
    const answer = await this.ask(`${product.url}/api/auth/signin/oidc`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, callbackUrl: '/', json: 'true' }).toString(),
    })
    return new URL(((await answer.json()) as { url: string }).url)
  }

  /** Comes back from the provider; where it is sent next. */
  async comeBack(
    authorizeUrl: URL,
    code: string,
    state = authorizeUrl.searchParams.get('state') ?? '',
  ): Promise<string> {
    const back = new URL(authorizeUrl.searchParams.get('redirect_uri') ?? '')
    back.search = new URLSearchParams({ code, state }).toString()
    const answer = await this.ask(back.href)
    return this.#follow(answer)
  }

  /** Past the routes of the library, which show nothing themselves. */
  async #follow(answer: Response): Promise<string> {
    expect(answer.status).toBe(302)
    const next = new URL(answer.headers.get('location') ?? '', product.url)
    expect(next.origin).toBe(product.url)
    return next.pathname.startsWith('/api/auth') ? this.#follow(await this.ask(next.href)) : next.pathname
  }

  async whoAmI(): Promise<{ email: string } | null> {
    const answer = await this.ask(`${product.url}/api/trpc/me.get`)
    if (answer.status === 401) return null
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { result: { data: { email: string } } }).result.data
  }
}

test('an invited person comes in, and again without the invitation', async () => {
  for (let time = 0; time < 2; time++) {
    const browser = new Browser()
    const url = await browser.begin()
    expect(url.origin).toBe(provider.issuer)
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.searchParams.get('redirect_uri')).toBe(`${product.url}/api/auth/callback/oidc`)
    expect(await browser.comeBack(url, provider.signIn(url, email.toUpperCase()))).toBe('/')
    expect(await browser.whoAmI()).toMatchObject({ email, role: 'viewer' })
  }
})

test('a code that was begun in another browser, and a state that is another one, bring nobody in', async () => {
  const [victim, attacker] = [new Browser(), new Browser()]
  const [ofVictim, ofAttacker] = [await victim.begin(), await attacker.begin()]
  const code = provider.signIn(ofAttacker, email)
  // Signed in as the attacker without noticing it: what `state` is for.
  expect(await victim.comeBack(ofAttacker, code)).toBe('/sign-in')
  expect(await victim.whoAmI()).toBeNull()
  const again = provider.signIn(ofVictim, email)
  expect(await new Browser().comeBack(ofVictim, again)).toBe('/sign-in')
  const third = new Browser()
  const url = await third.begin()
  expect(await third.comeBack(url, provider.signIn(url, email), 'made-up')).toBe('/sign-in')
  expect(await third.whoAmI()).toBeNull()
})

test.each([
  ['of a person nobody knows', 'stranger@example.com', {}],
  ['with an address that was not checked', email, { claims: { email_verified: false } }],
  ['without a word about that', email, { claims: { email_verified: undefined } }],
  ['without an address', email, { claims: { email: undefined } }],
  ['with another nonce', email, { claims: { nonce: 'of another sign-in' } }],
  ['without a nonce', email, { claims: { nonce: undefined } }],
  ['for another client', email, { claims: { aud: 'another' } }],
  ['of another provider', email, { claims: { iss: 'https://evil.example' } }],
  ['that is over', email, { claims: { exp: 1_000_000_000, iat: 999_999_000 } }],
  ['signed by somebody else', email, { forged: true }],
])('a token %s brings nobody in', async (_, address, change) => {
  const browser = new Browser()
  const url = await browser.begin()
  const code = provider.signIn(url, address, change as { claims: Record<string, unknown> })
  expect(await browser.comeBack(url, code)).toBe('/sign-in')
  expect(await browser.whoAmI()).toBeNull()
})

test('a code works once', async () => {
  const browser = new Browser()
  const url = await browser.begin()
  const cookies = new Map(browser.cookies)
  const code = provider.signIn(url, email)
  expect(await browser.comeBack(url, code)).toBe('/')
  const second = new Browser()
  for (const [name, value] of cookies) second.cookies.set(name, value)
  expect(await second.comeBack(url, code)).toBe('/sign-in')
  expect(await second.whoAmI()).toBeNull()
})
