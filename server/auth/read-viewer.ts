import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { Role } from '../contract/role.ts'
import { clock } from '../platform/clock.ts'
import { cookieValue } from './session-cookie.ts'
import { findLiveSession, touchSession } from './session-store.ts'
import type { Viewer } from './viewer.ts'

/** `last_seen_at` is for people to read: a minute is exact enough and spares a write per request. */
const touchEveryMs = 60_000

/**
 * Who a Cookie header belongs to; null when nobody is signed in. The cookie only names a row: whether the session still
 * lives and what the person may do is read from the database every time, so that ending a session ends it everywhere.
 */
export async function readViewer(
  cookieHeader: string | null | undefined,
  session: { secret: string; cookieName: string },
): Promise<Viewer | null> {
  const token = cookieValue(cookieHeader, session.cookieName)
  if (!token) return null
  const claims = await decode({ token, secret: session.secret }).catch(() => null)
  const sessionId = z.uuid().safeParse(claims?.sessionId)
  if (!sessionId.success) return null
  const row = await findLiveSession(sessionId.data)
  if (!row) return null
  if (clock.now() - row.lastSeenAt.getTime() > touchEveryMs) await touchSession(row.id)
  const { user } = row
  return {
    kind: 'person',
    sessionId: row.id,
    userId: user.id,
    email: user.email,
    name: user.name,
    memberships: user.memberships.map(({ tenantId, role }) => ({ tenantId, role: Role.parse(role) })),
  }
}
