import type { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { newUuid } from '../platform/uuid.ts'

export interface AuditRecord {
  /** `<noun>.<verb>`: `subscription.update`, `key.revoke`. */
  action: string
  targetKind: string
  /** Public id of what was changed. */
  targetId: string
  /** uuid; null: the whole installation. */
  tenantId: string | null
  /** The fields that changed, as the API shows them. Never secrets. */
  before?: object | null
  after?: object | null
}

export type AuditRow = Awaited<ReturnType<typeof listAuditRows>>[number]

function json(value: object | null | undefined): string | null {
  return value ? JSON.stringify(value) : null
}

export async function insertAuditEntry(tx: Prisma.TransactionClient, actor: Actor, record: AuditRecord): Promise<void> {
  await tx.$executeRaw`
    insert into audit_entries
      (id, tenant_id, actor_kind, actor_id, actor_name, action, target_kind, target_id, before, after, ip, request_id)
    values (
      ${newUuid()}::uuid, ${record.tenantId}::uuid, ${actor.kind}, ${actor.id}, ${actor.name},
      ${record.action}, ${record.targetKind}, ${record.targetId},
      ${json(record.before)}::jsonb, ${json(record.after)}::jsonb, ${actor.ip}, ${actor.requestId}
    )`
}

/** `actorIds`: public ids of people. */
export async function isAnySignIn(actorIds: string[]): Promise<boolean> {
  const where = { tenantId: null, action: 'session.create', actorId: { in: actorIds } }
  return (await database().prisma.auditEntry.findFirst({ where, select: { id: true } })) !== null
}

export interface AuditFilter {
  action: string | undefined
  actorId: string | undefined
  targetKind: string | undefined
  targetId: string | undefined
  after: Date | undefined
  before: Date | undefined
}

/** `tenantId` null: of all tenants and of the installation. */
export async function listAuditRows(tenantId: string | null, keyset: Keyset, filter: AuditFilter) {
  const isNewer = keyset.towards === 'newer'
  const beyond = keyset.at === null ? {} : { id: isNewer ? { gt: keyset.at } : { lt: keyset.at } }
  const { after, before, ...equal } = filter
  return database().prisma.auditEntry.findMany({
    where: { AND: [tenantId === null ? {} : { tenantId }, beyond, equal, { createdAt: { gte: after, lt: before } }] },
    orderBy: { id: isNewer ? 'asc' : 'desc' },
    take: keyset.take,
  })
}

export interface AuditActor {
  kind: string
  /** Public id. */
  id: string
  name: string
}

/** Who made the newest `lookedAt` entries, each once. `tenantId` null: of all tenants and of the installation. */
export async function findRecentActors(tenantId: string | null, lookedAt: number): Promise<AuditActor[]> {
  const { rows } = await database().pool.query<AuditActor>(
    `select distinct on (actor_id) actor_kind as kind, actor_id as id, coalesce(actor_name, actor_id) as name
       from (select id, actor_kind, actor_id, actor_name from audit_entries
              where $1::uuid is null or tenant_id = $1 order by id desc limit $2) recent
      where actor_id is not null
      order by actor_id, recent.id desc`,
    [tenantId, lookedAt],
  )
  return rows
}
