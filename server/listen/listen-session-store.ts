import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'

type Tx = Prisma.TransactionClient

/** Whose sessions may be seen (uuids); null: all. */
export interface ListenReach {
  tenantId: string | null
  appId: string | null
}

/** A session and the state of its subscription. Ids are uuids. */
export interface ListenSessionRow {
  id: string
  tenantId: string
  subscriptionId: string
  status: 'active' | 'paused' | 'disabled'
  statusReason: string | null
  circuit: 'closed' | 'open' | 'half_open'
}

export async function insertListenSession(
  tx: Tx,
  owner: { tenantId: string; appId: string | null },
  session: { id: string; subscriptionId: string; token: string; forwardTo: string },
): Promise<Date> {
  const { createdAt } = await tx.listenSession.create({ data: { ...owner, ...session } })
  return createdAt
}

export async function countListenSessions(tx: Tx, tenantId: string): Promise<number> {
  return tx.listenSession.count({ where: { tenantId } })
}

/** Notes that somebody asks. Null: there is no such session, or its subscription was deleted. */
export async function seeListenSession(reach: ListenReach, id: string): Promise<ListenSessionRow | null> {
  const rows = await database().prisma.$queryRaw<ListenSessionRow[]>`
    update listen_sessions x set seen_at = now()
      from subscriptions s join lane_states l on l.subscription_id = s.id
     where x.id = ${id}::uuid and s.id = x.subscription_id and s.deleted_at is null
       and (${reach.tenantId}::uuid is null or x.tenant_id = ${reach.tenantId}::uuid)
       and (${reach.appId}::uuid is null or x.app_id = ${reach.appId}::uuid)
    returning x.id, x.tenant_id as "tenantId", x.subscription_id as "subscriptionId", s.status,
              s.status_reason as "statusReason", l.circuit`
  return rows[0] ?? null
}

export interface ListenTarget {
  id: string
  tenantId: string
  subscriptionId: string
}

/** The session whose subscription sends to this token. */
export async function findListenTarget(token: string): Promise<ListenTarget | null> {
  return database().prisma.listenSession.findUnique({
    where: { token },
    select: { id: true, tenantId: true, subscriptionId: true },
  })
}

export async function deleteListenSessionRow(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.listenSession.deleteMany({ where: { tenantId, id } })
}

/** Sessions (uuids) that nobody asked for in `idleSeconds`, or whose subscription was deleted. */
export async function listLostSessions(idleSeconds: number): Promise<ListenTarget[]> {
  return database().prisma.$queryRaw<ListenTarget[]>`
    select x.id, x.tenant_id as "tenantId", x.subscription_id as "subscriptionId"
      from listen_sessions x join subscriptions s on s.id = x.subscription_id
     where x.seen_at < now() - make_interval(secs => ${idleSeconds}::int) or s.deleted_at is not null
     order by x.id limit 1000`
}
