import { randomUUID } from 'node:crypto'
import { acceptInvitation } from '../auth/accept-invitation.ts'
import { embeddedCookieName, findEndedSession, readEmbeddedViewer } from '../auth/embedded-viewer.ts'
import { endSession } from '../auth/end-session.ts'
import type { IdentityProvider } from '../auth/identity-providers.ts'
import { readViewer } from '../auth/read-viewer.ts'
import { redeemSignInLink } from '../auth/redeem-sign-in-link.ts'
import { cookieValue, sessionCookieName } from '../auth/session-cookie.ts'
import { signInWithIdentity } from '../auth/sign-in-with-identity.ts'
import { signInWithPassword } from '../auth/sign-in-with-password.ts'
import { logger } from '../platform/logger.ts'
import { createPortalContext } from '../trpc/context.ts'
import { appRouter } from '../trpc/router.ts'
import { clientAddressHeader, pagePathHeader } from './handle-request.ts'
import type { PortalRuntime } from './runtime.ts'
import { signInPath } from './sign-in-path.ts'

/** Builds what pages and procedures work with. `authSecret` encrypts the session cookie. */
export function createPortalRuntime(options: {
  publicUrl: string
  signInCommand: string
  authSecret: string
  identityProviders?: IdentityProvider[]
}): PortalRuntime {
  const { publicUrl, authSecret } = options
  const secure = publicUrl.startsWith('https:')
  const sessionCookie = { name: sessionCookieName(publicUrl), secure }
  const embeddedCookie = { name: embeddedCookieName(publicUrl), secure }
  const personViewer = (cookieHeader: string | null) =>
    readViewer(cookieHeader, { secret: authSecret, cookieName: sessionCookie.name })
  const hasEmbeddedCookie = (cookieHeader: string | null) => Boolean(cookieValue(cookieHeader, embeddedCookie.name))
  const embeddedViewer = (cookieHeader: string | null) => readEmbeddedViewer(cookieHeader, embeddedCookie.name)
  return {
    router: appRouter,
    authSecret,
    sessionCookie,
    embeddedCookie,
    readEmbeddedViewer: embeddedViewer,
    hasEmbeddedCookie,
    findEndedSession: (cookieHeader) => findEndedSession(cookieHeader, embeddedCookie.name),
    publicUrl: publicUrl.replace(/\/$/, ''),
    signInCommand: options.signInCommand,
    signInPath: (headers) => signInPath(headers.get(pagePathHeader)),
    async createContext({ headers }) {
      const cookieHeader = headers.get('cookie')
      // Never both: what a frame of another site shows must not be what the person at the screen may do here, not even
      // when the session of the frame is over. Signing in takes its cookie away.
      const viewer = hasEmbeddedCookie(cookieHeader)
        ? await embeddedViewer(cookieHeader)
        : await personViewer(cookieHeader)
      return createPortalContext({
        viewer,
        cookieHeader,
        authorization: headers.get('authorization'),
        ip: headers.get(clientAddressHeader) || null,
        requestId: requestIdOf(headers.get('x-request-id')),
      })
    },
    redeemSignInLink,
    signInWithPassword,
    acceptInvitation: async ({ cookieHeader, ...input }) =>
      acceptInvitation({ ...input, viewer: await personViewer(cookieHeader) }),
    signInWithIdentity,
    identityProviders: options.identityProviders ?? [],
    endSession,
    logFault: (code) => logger.warn({ code }, 'signing in or out failed'),
  }
}

/** It stands in logs and in the audit log, so only what looks like an id is taken over. */
function requestIdOf(given: string | null): string {
  return given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}
