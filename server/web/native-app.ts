import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { createTrpcApp } from '../trpc/trpc-app.ts'
import { clientAddressHeader } from './handle-request.ts'
import type { PortalRuntime } from './runtime.ts'

/** REST, procedures and health: what the web process answers itself, without Next. */
export function createNativeApp(options: { runtime: PortalRuntime; rest: Hono }): Hono {
  const app = new Hono()
  const trpc = createTrpcApp((c) => {
    const headers = new Headers(c.req.raw.headers)
    headers.set(clientAddressHeader, getConnInfo(c).remote.address ?? '')
    return options.runtime.createContext({ headers })
  })
  app.route('/', trpc)
  app.route('/', options.rest)
  return app
}
