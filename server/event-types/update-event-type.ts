import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import type { EventType, eventTypeOperations } from '../contract/event-type.ts'
import type { InputOf } from '../contract/operation.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { parseEventTypeKey } from './event-type-key.ts'
import { findEventTypeRow, updateEventTypeRow } from './event-type-store.ts'
import { eventTypeView } from './event-type-view.ts'
import { assertSchemaRules } from './schema-rules.ts'

/** Changes what is given. Schema, example and validation are judged together, as they will stand. */
export async function updateEventType(
  actor: Actor,
  input: InputOf<typeof eventTypeOperations.updateEventType>,
): Promise<EventType> {
  requireOperator(actor, 'change the catalogue, which all tenants share')
  const { id, schema, example, ...plain } = input
  return database().prisma.$transaction(async (tx) => {
    const row = await findEventTypeRow(parseEventTypeKey(id), tx)
    if (!row) throw notFound('event type', id)
    const before = eventTypeView(row)
    if (schema !== undefined || example !== undefined || plain.validation !== undefined) {
      assertSchemaRules({
        schema: schema === undefined ? before.schema : schema,
        example: example === undefined ? before.example : example,
        validation: plain.validation ?? before.validation,
      })
    }
    const changed = await updateEventTypeRow(tx, row.id, {
      ...plain,
      schema: schema ? JSON.stringify(schema) : schema,
      example: example === undefined || example === null ? example : JSON.stringify(example),
    })
    const after = eventTypeView(changed)
    await recordAuditEntry(tx, actor, {
      action: 'event_type.update',
      targetKind: 'event_type',
      targetId: after.id,
      tenantId: null,
      before,
      after,
    })
    return after
  })
}
