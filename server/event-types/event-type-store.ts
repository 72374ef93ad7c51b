import type { EventType as EventTypeRow, Prisma } from '../../prisma/generated/client.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { newUuid } from '../platform/uuid.ts'

export type { EventTypeRow }

/** What names one entry: its uuid, or name and version. Version null: the only one of that name. */
export type EventTypeKey = { id: string } | { name: string; version: string | null }

/** The catalogue is shared by all tenants, so nothing here takes one. */
export function listEventTypeRows(keyset: Keyset, where: { name?: string; group?: string }): Promise<EventTypeRow[]> {
  const bound = keyset.at === null ? {} : { id: keyset.towards === 'older' ? { lt: keyset.at } : { gt: keyset.at } }
  return database().prisma.eventType.findMany({
    where: { ...where, ...bound },
    orderBy: { id: keyset.towards === 'older' ? 'desc' : 'asc' },
    take: keyset.take,
  })
}

export async function findEventTypeRow(
  key: EventTypeKey,
  within: Prisma.TransactionClient = database().prisma,
): Promise<EventTypeRow | null> {
  if ('id' in key) return within.eventType.findUnique({ where: { id: key.id } })
  const { name, version } = key
  if (version !== null) return within.eventType.findUnique({ where: { name_version: { name, version } } })
  const [only, second] = await within.eventType.findMany({ where: { name }, take: 2 })
  return second ? null : (only ?? null)
}

export type NewEventTypeRow = Omit<Prisma.EventTypeCreateManyInput, 'id'>

/** Null: name and version are taken. */
export async function insertEventTypeRow(
  tx: Prisma.TransactionClient,
  row: NewEventTypeRow,
): Promise<EventTypeRow | null> {
  const [inserted] = await tx.eventType.createManyAndReturn({ data: [{ ...row, id: newUuid() }], skipDuplicates: true })
  return inserted ?? null
}

export function updateEventTypeRow(
  tx: Prisma.TransactionClient,
  id: string,
  changes: Prisma.EventTypeUpdateInput,
): Promise<EventTypeRow> {
  return tx.eventType.update({ where: { id }, data: { ...changes, updatedAt: new Date(clock.now()) } })
}

export async function deleteEventTypeRow(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.eventType.delete({ where: { id } })
}

/**
 * Locks the catalogue against other seeders until the transaction ends. True when nobody ever wrote to it: what was
 * deleted or edited since must not come back.
 */
export async function claimUntouchedCatalogue(tx: Prisma.TransactionClient): Promise<boolean> {
  const rows = await tx.$queryRaw<{ untouched: boolean }[]>`
    select catalogue_version = 0 as untouched from instance for update`
  return rows[0]?.untouched ?? false
}

export interface CheckedEventType {
  name: string
  version: string
  schema: string
}

/** The schemas that data is checked against, and the catalogue version they stand for, from one snapshot. */
export async function loadCheckedEventTypes(): Promise<{ catalogueVersion: string; types: CheckedEventType[] }> {
  const { rows } = await database().pool.query<{ catalogueVersion: string; types: CheckedEventType[] }>({
    name: 'load-checked-event-types',
    text: `select i.catalogue_version as "catalogueVersion",
                  coalesce((select json_agg(json_build_object('name', e.name, 'version', e.version, 'schema', e.schema))
                              from event_types e where e.schema is not null and e.validation <> 'off'), '[]') as types
             from instance i`,
  })
  return rows[0] as { catalogueVersion: string; types: CheckedEventType[] }
}

/** Every entry of the catalogue with its example as JSON text, the oldest first. */
export function listExamples(): Promise<{ name: string; version: string; example: string | null }[]> {
  return database().prisma.eventType.findMany({
    select: { name: true, version: true, example: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

export function listTypeVersions(): Promise<{ name: string; version: string }[]> {
  return database().prisma.eventType.findMany({ select: { name: true, version: true } })
}
