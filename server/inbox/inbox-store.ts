import type { Prisma } from '../../prisma/generated/client.ts'
import type { Inbox } from '../contract/inbox.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'

type Tx = Prisma.TransactionClient

/** Whose inboxes may be seen (uuids); null: all. */
export interface InboxReach {
  tenantId: string | null
  appId: string | null
}

/** How an inbox answers, and for whom. Ids are uuids. */
export interface InboxSettings {
  name: string
  subscriptionId: string | null
  status: number
  delayMs: number
  failRate: number
  retryAfterSeconds: number | null
}

export interface InboxRow extends InboxSettings {
  id: string
  tenantId: string
  appId: string | null
  kind: Inbox['kind']
  /** Last part of its URL, here or at webhook.site. */
  token: string
  /** null: it is here. */
  remoteUrl: string | null
  state: Inbox['state']
  problem: string | null
  requestCount: number
  expiresAt: Date
  createdAt: Date
}

const shown = `
  select i.id, i.tenant_id as "tenantId", i.app_id as "appId", i.subscription_id as "subscriptionId", i.kind, i.token,
         i.remote_url as "remoteUrl", i.state, i.problem, i.name, i.status,
         i.delay_ms as "delayMs", round(i.fail_rate::numeric, 4)::float8 as "failRate",
         i.retry_after_seconds as "retryAfterSeconds", i.expires_at as "expiresAt", i.created_at as "createdAt",
         (select count(*)::int from inbox_requests r where r.inbox_id = i.id) as "requestCount"
    from inboxes i
   where i.expires_at > now() and ($1::uuid is null or i.tenant_id = $1::uuid) and ($2::uuid is null or i.app_id = $2::uuid)`

export async function findInbox(reach: InboxReach, id: string): Promise<InboxRow | null> {
  // Through Prisma, so that it is seen by the transaction that made it.
  const rows = await database().prisma.$queryRawUnsafe<InboxRow[]>(
    `${shown} and i.id = $3::uuid`,
    reach.tenantId,
    reach.appId,
    id,
  )
  return rows[0] ?? null
}

export async function listInboxRows(reach: InboxReach, keyset: Keyset): Promise<InboxRow[]> {
  const newer = keyset.towards === 'newer'
  const { rows } = await database().pool.query<InboxRow>(
    `${shown} and ($3::uuid is null or i.id ${newer ? '>' : '<'} $3::uuid) order by i.id ${newer ? 'asc' : 'desc'} limit $4`,
    [reach.tenantId, reach.appId, keyset.at, keyset.take],
  )
  return rows
}

/** How many a tenant has that are not over. Others wait until the transaction ends. */
export async function countInboxesLocked(tx: Tx, tenantId: string): Promise<number> {
  await tx.$queryRaw`select 1 from tenants where id = ${tenantId}::uuid for update`
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from inboxes where tenant_id = ${tenantId}::uuid and expires_at > now()`
  return rows[0]?.count ?? 0
}

export async function insertInbox(
  tx: Tx,
  owner: { tenantId: string; appId: string | null },
  inbox: InboxSettings & Pick<InboxRow, 'id' | 'kind' | 'token' | 'remoteUrl'> & { expiresInSeconds: number },
): Promise<void> {
  await tx.$executeRaw`
    insert into inboxes (id, tenant_id, app_id, subscription_id, kind, token, remote_url, name, status, delay_ms, fail_rate,
                         retry_after_seconds, expires_at)
    values (${inbox.id}::uuid, ${owner.tenantId}::uuid, ${owner.appId}::uuid, ${inbox.subscriptionId}::uuid, ${inbox.kind},
            ${inbox.token}, ${inbox.remoteUrl}, ${inbox.name}, ${inbox.status}::smallint, ${inbox.delayMs}, ${inbox.failRate}, ${inbox.retryAfterSeconds},
            now() + make_interval(secs => ${inbox.expiresInSeconds}::int))`
}

export async function updateInboxSettings(tx: Tx, tenantId: string, id: string, to: InboxSettings): Promise<void> {
  await tx.$executeRaw`
    update inboxes
       set name = ${to.name}, subscription_id = ${to.subscriptionId}::uuid, status = ${to.status}::smallint,
           delay_ms = ${to.delayMs}, fail_rate = ${to.failRate}, retry_after_seconds = ${to.retryAfterSeconds}
     where tenant_id = ${tenantId}::uuid and id = ${id}::uuid`
}

/** The graphile-worker task that deletes what an inbox leaves at webhook.site. Its payload is a LeftToken. */
export const leftTokenTask = 'delete_left_token'

export type LeftToken = Pick<InboxRow, 'token' | 'remoteUrl'>

/** One job a token, tried again for days by graphile-worker itself; one at a time, because webhook.site counts calls. */
const ringSql = `
  graphile_worker.add_job('${leftTokenTask}', json_build_object('token', token, 'remoteUrl', remote_url),
                          queue_name := 'webhook_site', job_key := 'left_token:' || token)`

/** Has a worker delete there what is deleted here, when that is committed. */
const leaveTokens = `select count(${ringSql})::int from gone where remote_url is not null`

export async function deleteInboxRow(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.$queryRawUnsafe(
    `with gone as (delete from inboxes where tenant_id = $1::uuid and id = $2::uuid returning token, remote_url) ${leaveTokens}`,
    tenantId,
    id,
  )
}

/** Those of a tenant (uuid), with their requests. */
export async function deleteInboxesOf(tx: Tx, tenantId: string): Promise<void> {
  await tx.$queryRawUnsafe(
    `with gone as (delete from inboxes where tenant_id = $1::uuid returning token, remote_url) ${leaveTokens}`,
    tenantId,
  )
}

/** Those that are over, with their requests. */
export async function deleteExpiredInboxes(): Promise<void> {
  await database().pool.query(
    `with gone as (delete from inboxes where expires_at < now() returning token, remote_url) ${leaveTokens}`,
  )
}

/** Has a worker delete a token of which no inbox was made. Whatever transaction is open does not take it back. */
export async function leaveToken({ token, remoteUrl }: LeftToken): Promise<void> {
  await database().pool.query(`with gone as (select $1::text as token, $2::text as remote_url) ${leaveTokens}`, [
    token,
    remoteUrl,
  ])
}
