import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { type Context, Hono } from 'hono'
import type { PortalContext } from './context.ts'
import { appRouter } from './router.ts'

const endpoint = '/api/trpc'

/** The portal asks twelve at once at most; each may cost a statement. */
const maxBatched = 20

/** The portal's procedures over HTTP. The web process has checked the origin of every change before. */
export function createTrpcApp(createContext: (c: Context) => Promise<PortalContext>): Hono {
  const app = new Hono()
  app.all(`${endpoint}/*`, (c) => {
    if (c.req.path.split(/,|%2C/i).length > maxBatched) return c.text('Too many procedures in one request.\n', 400)
    return fetchRequestHandler({
      endpoint,
      req: c.req.raw,
      router: appRouter,
      createContext: () => createContext(c),
      responseMeta: () => ({ headers: new Headers({ 'Cache-Control': 'no-store' }) }),
    })
  })
  return app
}
