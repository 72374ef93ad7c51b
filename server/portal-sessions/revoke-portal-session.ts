import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Input } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { revokeEmbeddedSession } from './embedded-session-store.ts'
import { portalSessionView } from './portal-session-view.ts'

/** Whoever is in it is out with the next request, in every process. */
export async function revokePortalSession(actor: Actor, input: Input<'revokePortalSession'>): Promise<void> {
  const uuid = uuidOf('portalSession', input.id)
  if (uuid === null) throw notFound('portal session', input.id)
  await database().prisma.$transaction(async (tx) => {
    const row = await revokeEmbeddedSession(tx, actor, uuid)
    if (!row) throw notFound('portal session', input.id)
    await recordAuditEntry(tx, actor, {
      action: 'portal_session.revoke',
      targetKind: 'portal_session',
      targetId: input.id,
      tenantId: row.tenantId,
      before: portalSessionView(row),
    })
  })
}
