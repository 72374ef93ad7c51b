import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { claimUntouchedCatalogue, insertEventTypeRow } from './event-type-store.ts'
import { eventDetected } from './seed/event-detected.ts'
import { importCompleted } from './seed/import-completed.ts'
import { memoryCreated } from './seed/memory-created.ts'
import { memoryUpdated } from './seed/memory-updated.ts'
import { tagAdded } from './seed/tag-added.ts'

/** What a new installation starts with. Data that does not fit is reported on the event and accepted. */
export const seededEventTypes = [memoryCreated, memoryUpdated, tagAdded, eventDetected, importCompleted]

/**
 * Fills the catalogue of a new installation; call after migrating. Does nothing once anybody wrote to the catalogue, so
 * that edits stay and what was deleted stays away. Returns the names it added.
 */
export async function seedEventTypes(actor: Actor = systemActor): Promise<string[]> {
  return database().prisma.$transaction(async (tx) => {
    if (!(await claimUntouchedCatalogue(tx))) return []
    for (const { schema, example, ...plain } of seededEventTypes) {
      const row = await insertEventTypeRow(tx, {
        ...plain,
        schema: JSON.stringify(schema),
        example: JSON.stringify(example),
        validation: 'warn',
      })
      if (!row) continue
      await recordAuditEntry(tx, actor, {
        action: 'event_type.create',
        targetKind: 'event_type',
        targetId: toId('eventType', row.id),
        tenantId: null,
        after: { name: row.name, version: row.version },
      })
    }
    return seededEventTypes.map(({ name }) => name)
  })
}
