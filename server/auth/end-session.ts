import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { revokeSession } from './session-store.ts'

/** Signing out: the cookie is worthless from now on, in every process. Ending it twice is fine. */
export async function endSession(input: { sessionId: string; userId: string; name: string }): Promise<void> {
  await database().prisma.$transaction(async (tx) => {
    const ended = await revokeSession(tx, { id: input.sessionId, userId: input.userId })
    if (!ended) return
    const actor = { ...systemActor, kind: 'user' as const, id: toId('user', input.userId), name: input.name }
    await recordAuditEntry(tx, actor, {
      action: 'session.end',
      targetKind: 'portal_session',
      targetId: toId('portalSession', input.sessionId),
      tenantId: null,
    })
  })
}
