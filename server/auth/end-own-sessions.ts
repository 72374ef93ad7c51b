import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { endSessionsOf } from '../members/member-store.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import type { Viewer } from './viewer.ts'

/** Signs the person out everywhere, here too. */
export async function endOwnSessions(actor: Actor, viewer: Viewer): Promise<void> {
  await database().prisma.$transaction(async (tx) => {
    const ended = await endSessionsOf(tx, viewer.userId)
    await recordAuditEntry(tx, actor, {
      action: 'session.end_all',
      targetKind: 'user',
      targetId: toId('user', viewer.userId),
      tenantId: null,
      after: { sessions_ended: ended },
    })
  })
}
