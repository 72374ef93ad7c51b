import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { endSession } from './end-session.ts'
import type { Viewer } from './viewer.ts'

/** Signs the person out in one browser. Throws `not_found` for what is no id of a session. */
export async function endOwnSession(viewer: Viewer, input: { id: string }): Promise<void> {
  const sessionId = uuidOf('portalSession', input.id)
  if (sessionId === null) throw notFound('session', input.id)
  await endSession({ sessionId, userId: viewer.userId, name: viewer.name })
}
