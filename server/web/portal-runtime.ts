import { randomUUID } from 'node:crypto'
import { endSession } from '../auth/end-session.ts'
import { readViewer } from '../auth/read-viewer.ts'
import { redeemSignInLink } from '../auth/redeem-sign-in-link.ts'
import { sessionCookieName } from '../auth/session-cookie.ts'
import { logger } from '../platform/logger.ts'
import { createPortalContext } from '../trpc/context.ts'
import { appRouter } from '../trpc/router.ts'
import { clientAddressHeader } from './handle-request.ts'
import type { PortalRuntime } from './runtime.ts'

/** Builds what pages and procedures work with. `authSecret` encrypts the session cookie. */
export function createPortalRuntime(options: { publicUrl: string; authSecret: string }): PortalRuntime {
  const { publicUrl, authSecret } = options
  const sessionCookie = { name: sessionCookieName(publicUrl), secure: publicUrl.startsWith('https:') }
  return {
    router: appRouter,
    authSecret,
    sessionCookie,
    async createContext({ headers }) {
      const cookieHeader = headers.get('cookie')
      const viewer = await readViewer(cookieHeader, { secret: authSecret, cookieName: sessionCookie.name })
      return createPortalContext({
        viewer,
        cookieHeader,
        ip: headers.get(clientAddressHeader) || null,
        requestId: headers.get('x-request-id') ?? randomUUID(),
      })
    },
    redeemSignInLink,
    endSession,
    logFault: (code) => logger.warn({ code }, 'signing in or out failed'),
  }
}
