import type { EmbeddedViewer } from '../auth/embedded-viewer.ts'
import type { IdentityProvider } from '../auth/identity-providers.ts'
import type { SignedIn } from '../auth/open-session.ts'
import type { PortalContext } from '../trpc/context.ts'
import type { AppRouter } from '../trpc/router.ts'

/**
 * What the web process lends to the pages. Next bundles its own copy of everything it imports; going through this handle
 * keeps one connection pool, one cache and one log per process. Pages import the getter and types, nothing else.
 */
export interface PortalRuntime {
  router: AppRouter
  /** Where people reach the portal, without a slash at the end. */
  publicUrl: string
  /** What whoever runs this types for another sign-in link. */
  signInCommand: string
  /** Encrypts the session cookie. */
  authSecret: string
  sessionCookie: { name: string; secure: boolean }
  embeddedCookie: { name: string; secure: boolean }
  readEmbeddedViewer(cookieHeader: string | null): Promise<EmbeddedViewer | null>
  /** Whether the browser holds the cookie of an embedded portal, of a session that lives or not. */
  hasEmbeddedCookie(cookieHeader: string | null): boolean
  /** The way back out of an embedded portal that is over; null: the browser was in none. */
  findEndedSession(cookieHeader: string | null): Promise<{ returnUrl: string | null; frameAncestors: string[] } | null>
  /** Where whoever is not signed in signs in and is then led to the page that was asked for: a path of the portal. */
  signInPath(headers: Headers): string
  createContext(request: { headers: Headers }): Promise<PortalContext>
  redeemSignInLink(input: { token: string; ip: string | null; userAgent: string | null }): Promise<SignedIn | null>
  /** Null when the link does not work; throws with a sentence for what else is wrong. */
  acceptInvitation(input: {
    token: string
    name: string
    password: string
    cookieHeader: string | null
    ip: string | null
    userAgent: string | null
  }): Promise<SignedIn | null>
  identityProviders: IdentityProvider[]
  /** Null for people who are not known here. `email`: verified by the provider. */
  signInWithIdentity(input: {
    method: 'github' | 'oidc'
    email: string
    ip: string | null
    userAgent: string | null
  }): Promise<SignedIn | null>
  /** Null for whatever is wrong. */
  signInWithPassword(input: {
    email: string
    password: string
    ip: string | null
    userAgent: string | null
  }): Promise<SignedIn | null>
  /** For what went wrong inside next-auth: a code, never its details, which may hold tokens. */
  logFault(code: string): void
  endSession(input: { sessionId: string; userId: string; name: string }): Promise<void>
}

declare global {
  var postriderPortal: PortalRuntime | undefined
}

export function portalRuntime(): PortalRuntime {
  const runtime = globalThis.postriderPortal
  if (!runtime) throw new Error('Pages are served by the web process only: start it with `npm start` or `npm run web`.')
  return runtime
}

export function lendPortalRuntime(runtime: PortalRuntime): void {
  globalThis.postriderPortal = runtime
}
