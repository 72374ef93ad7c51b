import type { EventType } from '../contract/event-type.ts'
import { toId } from '../contract/ids.ts'
import type { EventTypeRow } from './event-type-store.ts'

/** A row as the API shows it. */
export function eventTypeView(row: EventTypeRow): EventType {
  return {
    id: toId('eventType', row.id),
    name: row.name,
    version: row.version,
    description: row.description,
    group: row.group,
    schema: row.schema === null ? null : JSON.parse(row.schema),
    example: row.example === null ? null : JSON.parse(row.example),
    validation: row.validation as EventType['validation'],
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}
