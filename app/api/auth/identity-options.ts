import type { AuthOptions } from 'next-auth'
import GitHubProvider from 'next-auth/providers/github'
import { z } from 'zod'
import type { IdentityProvider } from '../../../server/auth/identity-providers.ts'

const GitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/** GitHub lets people name addresses they never proved: only a verified primary one says who somebody is. */
export function verifiedGitHubEmail(answer: unknown): string | null {
  const emails = GitHubEmails.safeParse(answer)
  return emails.data?.find(({ primary, verified }) => primary && verified)?.email ?? null
}

/** An address counts only where the provider says that it checked it (OpenID Connect Core, section 5.1). */
export function verifiedOidcEmail(claims: { email?: unknown; email_verified?: unknown } | undefined): string | null {
  return claims?.email_verified === true && typeof claims.email === 'string' ? claims.email : null
}

/** The provider as next-auth wants it. The profile's `email` is a verified one or missing. */
export function providerOptions(provider: IdentityProvider): AuthOptions['providers'][number] {
  const { clientId, clientSecret } = provider
  if (provider.id === 'github') {
    return GitHubProvider({
      clientId,
      clientSecret,
      checks: ['pkce', 'state'],
      userinfo: {
        url: 'https://api.github.com/user',
        async request({ tokens }) {
          const headers = { authorization: `Bearer ${tokens.access_token}`, accept: 'application/vnd.github+json' }
          const answer = await fetch('https://api.github.com/user/emails', { headers })
          return { sub: 'github', email: verifiedGitHubEmail(await answer.json()) ?? undefined }
        },
      },
      profile: (profile) => ({ id: 'github', email: profile.email }),
    })
  }
  return {
    id: 'oidc',
    name: provider.name,
    type: 'oauth',
    wellKnown: `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId,
    clientSecret,
    profile: (claims) => ({ id: claims.sub, email: verifiedOidcEmail(claims) }),
  }
}
