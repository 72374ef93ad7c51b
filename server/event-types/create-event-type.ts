import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import type { EventType, eventTypeOperations } from '../contract/event-type.ts'
import type { InputOf } from '../contract/operation.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { insertEventTypeRow } from './event-type-store.ts'
import { eventTypeView } from './event-type-view.ts'
import { assertSchemaRules } from './schema-rules.ts'

/** Adds a type or another version of one. Throws `conflict` when name and version are taken. */
export async function createEventType(
  actor: Actor,
  input: InputOf<typeof eventTypeOperations.createEventType>,
): Promise<EventType> {
  requireOperator(actor, 'change the catalogue, which all tenants share')
  assertSchemaRules(input)
  return database().prisma.$transaction(async (tx) => {
    const row = await insertEventTypeRow(tx, {
      ...input,
      schema: input.schema === null ? null : JSON.stringify(input.schema),
      example: input.example === null ? null : JSON.stringify(input.example),
    })
    if (!row) {
      throw new PostriderError(
        'conflict',
        `${input.name} version ${input.version} exists already: change it with PATCH, or choose another version.`,
        { errors: [{ pointer: '/version', message: 'is taken for this name' }] },
      )
    }
    const created = eventTypeView(row)
    await recordAuditEntry(tx, actor, {
      action: 'event_type.create',
      targetKind: 'event_type',
      targetId: created.id,
      tenantId: null,
      after: created,
    })
    return created
  })
}
