import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const openidClient = { id: 'postrider', secret: 'a secret of the client' }

/** What somebody who signed in at the provider brings back, as the provider (or somebody in its place) writes it. */
export interface Answer {
  claims: Record<string, unknown>
  /** Signed by somebody else, under the name of the provider's key. */
  forged?: boolean
}

export interface OpenidProvider extends AsyncDisposable {
  issuer: string
  /** Signs somebody in for the request that `authorizeUrl` makes and returns the code; `change` alters the claims. */
  signIn(authorizeUrl: URL, email: string, change?: Partial<Answer>): string
}

interface Grant {
  challenge: string
  answer: Answer
}

const keyId = 'the-key'

/** A provider of OpenID Connect on a free port: discovery, keys, and codes for signed tokens. Asks for PKCE. */
export async function startOpenidProvider(): Promise<OpenidProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Grant>()
  let issuer = ''

  const answers: Record<string, (body: URLSearchParams, authorization: string) => [number, object]> = {
    '/.well-known/openid-configuration': () => [
      200,
      {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      },
    ],
    '/keys': () => [
      200,
      { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }] },
    ],
    '/token': (body, authorization) => {
      const code = body.get('code') ?? ''
      const grant = grants.get(code)
      grants.delete(code)
      const challenge = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url')
      const client = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()
      const isClient = decodeURIComponent(client.replaceAll('+', ' ')) === `${openidClient.id}:${openidClient.secret}`
      if (!grant || !isClient || grant.challenge !== challenge) return [400, { error: 'invalid_grant' }]
      const signer = grant.answer.forged ? stranger.privateKey : keys.privateKey
      return [200, { access_token: 'x', token_type: 'Bearer', id_token: signed(grant.answer.claims, signer) }]
    },
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const handle = answers[request.url ?? '']
    const body = new URLSearchParams(Buffer.concat(chunks).toString())
    const [status, json] = handle?.(body, request.headers.authorization ?? '') ?? [404, {}]
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    issuer,
    signIn(authorizeUrl, email, change = {}) {
      const asked = authorizeUrl.searchParams
      const seconds = Math.floor(performance.timeOrigin / 1000 + performance.now() / 1000)
      const claims = {
        iss: issuer,
        aud: openidClient.id,
        sub: email,
        iat: seconds,
        exp: seconds + 300,
        nonce: asked.get('nonce'),
        email,
        email_verified: true,
        ...change.claims,
      }
      const code = createHash('sha256').update(`${email} ${grants.size} ${performance.now()}`).digest('hex')
      grants.set(code, { challenge: asked.get('code_challenge') ?? '', answer: { ...change, claims } })
      return code
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A JSON Web Token, signed with RS256 (RFC 7515). */
function signed(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${part(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}
