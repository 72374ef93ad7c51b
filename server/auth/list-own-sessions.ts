import { toId } from '../contract/ids.ts'
import type { OwnSession } from '../contract/own-session.ts'
import { listSessionsOf } from './session-store.ts'
import type { Viewer } from './viewer.ts'

/** Where the person is signed in now, the last seen first. */
export async function listOwnSessions(viewer: Viewer): Promise<OwnSession[]> {
  const rows = await listSessionsOf(viewer.userId)
  return rows.map((row) => ({
    id: toId('portalSession', row.id),
    is_current: row.id === viewer.sessionId,
    ip: row.ip,
    user_agent: row.userAgent,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  }))
}
