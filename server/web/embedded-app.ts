import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { EmbeddedViewer } from '../auth/embedded-viewer.ts'
import { endEmbeddedSession } from '../auth/end-embedded-session.ts'
import { enterPortalSession } from '../portal-sessions/enter-portal-session.ts'
import { LocalLimit } from '../rate-limit/local-limit.ts'
import { addressGroup } from '../rest/client-address.ts'
import { clientAddressHeader } from './handle-request.ts'

const Entrance = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** Wrong codes from one address. There are 2^256 of them: this is for the log and the load, not against luck. */
const guessLimit = { perSecond: 0.5, burst: 20 }

const maxBodyBytes = 1_000

/** So long a browser knows where it came from after the session is over: a page left open over night. */
const rememberedMs = 86_400_000

/**
 * Into an embedded portal and out of it. The web process has checked the origin before. A frame on another site gets
 * cookies only with SameSite=None; Partitioned keeps such a cookie to that site.
 */
export function createEmbeddedApp(options: {
  cookie: { name: string; secure: boolean }
  readViewer: (cookieHeader: string | null) => Promise<EmbeddedViewer | null>
}): Hono {
  const app = new Hono()
  const guesses = new LocalLimit(guessLimit)
  const { name, secure } = options.cookie
  const attributes = secure
    ? ({ path: '/', httpOnly: true, secure: true, sameSite: 'None', partitioned: true } as const)
    : ({ path: '/', httpOnly: true, sameSite: 'Lax' } as const)

  app.post('/api/portal-session', async (c) => {
    c.header('Cache-Control', 'no-store')
    const ip = c.req.header(clientAddressHeader) || null
    const group = addressGroup(ip)
    const given = Number(c.req.header('content-length') ?? Number.POSITIVE_INFINITY)
    if (!(given <= maxBodyBytes)) return c.body(null, 413)
    if (!guesses.check(group).isAllowed) return c.body(null, 429)
    const entrance = Entrance.safeParse(await c.req.json().catch(() => null))
    const entered = entrance.success ? await enterPortalSession({ code: entrance.data.code, ip }) : null
    if (!entered) {
      guesses.take(group)
      return c.body(null, 401)
    }
    const expires = new Date(entered.expiresAt.getTime() + rememberedMs)
    setCookie(c, name, entered.token, { ...attributes, expires })
    return c.body(null, 204)
  })

  app.delete('/api/portal-session', async (c) => {
    c.header('Cache-Control', 'no-store')
    const viewer = await options.readViewer(c.req.header('cookie') ?? null)
    if (viewer) await endEmbeddedSession(viewer)
    setCookie(c, name, '', { ...attributes, maxAge: 0 })
    return c.body(null, 204)
  })
  return app
}
