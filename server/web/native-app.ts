import { Hono } from 'hono'
import { createTrpcApp } from '../trpc/trpc-app.ts'
import { createEmbeddedApp } from './embedded-app.ts'
import { createInvitationApp } from './invitation-app.ts'
import type { PortalRuntime } from './runtime.ts'

/** REST, procedures and health: what the web process answers itself, without Next. */
export function createNativeApp(options: { runtime: PortalRuntime; rest: Hono }): Hono {
  const app = new Hono()
  const { runtime } = options
  app.route(
    '/',
    createTrpcApp((c) => runtime.createContext({ headers: c.req.raw.headers })),
  )
  app.route('/', createEmbeddedApp({ cookie: runtime.embeddedCookie, readViewer: runtime.readEmbeddedViewer }))
  app.route('/', createInvitationApp())
  app.route('/', options.rest)
  return app
}
