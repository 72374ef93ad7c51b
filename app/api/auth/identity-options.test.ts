import { expect, test } from 'vitest'
import { identityProviders } from '../../../server/auth/identity-providers.ts'
import { providerOptions, verifiedGitHubEmail, verifiedOidcEmail } from './identity-options.ts'

const ada = 'ada@example.com'

test.each([
  ['the primary one when it is verified', [{ email: ada, primary: true, verified: true }], ada],
  ['none when the primary one is not verified', [{ email: ada, primary: true, verified: false }], null],
  ['none that is not primary', [{ email: ada, primary: false, verified: true }], null],
  ['none of an error', { message: 'Bad credentials' }, null],
])('of the addresses at GitHub counts %s', (_, answer, expected) => {
  expect(verifiedGitHubEmail(answer)).toBe(expected)
})

test.each([
  [{ email: ada, email_verified: true }, ada],
  [{ email: ada, email_verified: false }, null],
  [{ email: ada, email_verified: 'true' }, null],
  [{ email: ada }, null],
  [undefined, null],
])('of the claims %j counts %s', (claims, expected) => {
  expect(verifiedOidcEmail(claims)).toBe(expected)
})

test('a provider is offered when the environment names it', () => {
  const named = { GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b', OIDC_NAME: 'Company' }
  const oidc = { OIDC_ISSUER: 'https://id.example.com/', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 'd' }
  expect(identityProviders({ OIDC_NAME: 'x' })).toEqual([])
  const providers = identityProviders({ ...named, ...oidc })
  expect(providers.map(({ id }) => id)).toEqual(['github', 'oidc'])
  expect(providers.map(providerOptions)).toMatchObject([
    { id: 'github' },
    { wellKnown: 'https://id.example.com/.well-known/openid-configuration', checks: ['pkce', 'state', 'nonce'] },
  ])
})
