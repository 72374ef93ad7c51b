import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { parseEventTypeKey } from './event-type-key.ts'
import { deleteEventTypeRow, findEventTypeRow } from './event-type-store.ts'
import { eventTypeView } from './event-type-view.ts'

/** From then on events of this name and version are refused; what was accepted before is still delivered. */
export async function deleteEventType(actor: Actor, input: { id: string }): Promise<void> {
  requireOperator(actor, 'change the catalogue, which all tenants share')
  await database().prisma.$transaction(async (tx) => {
    const row = await findEventTypeRow(parseEventTypeKey(input.id), tx)
    if (!row) throw notFound('event type', input.id)
    await deleteEventTypeRow(tx, row.id)
    const before = eventTypeView(row)
    await recordAuditEntry(tx, actor, {
      action: 'event_type.delete',
      targetKind: 'event_type',
      targetId: before.id,
      tenantId: null,
      before,
    })
  })
}
