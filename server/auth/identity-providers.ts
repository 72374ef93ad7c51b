import type { Environment } from '../platform/env.ts'

/** Who else may vouch for people, besides the link and the password. */
export type IdentityProvider =
  | { id: 'github'; name: string; clientId: string; clientSecret: string }
  | { id: 'oidc'; name: string; clientId: string; clientSecret: string; issuer: string }

/** Those the environment names; half of one is a fault that env.ts lists. */
export function identityProviders(
  env: Pick<
    Environment,
    'GITHUB_CLIENT_ID' | 'GITHUB_CLIENT_SECRET' | 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'OIDC_NAME'
  >,
): IdentityProvider[] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env
  const providers: IdentityProvider[] = []
  if (GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET) {
    providers.push({ id: 'github', name: 'GitHub', clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET })
  }
  if (OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET) {
    const client = { clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET }
    providers.push({ id: 'oidc', name: OIDC_NAME, issuer: OIDC_ISSUER, ...client })
  }
  return providers
}
