import { database } from '../platform/database.ts'
import type { ArrivedRequest } from './inbox-request-store.ts'

/** Readers of one inbox together ask webhook.site no more often than this. */
const askEverySeconds = 2
/** As many as inboxes of our own keep. */
const keptRequests = 200
const keptBytes = 16 * 1024 * 1024

/** Whether it is time to ask webhook.site for an inbox (uuids); then it is this caller who does. */
export async function claimMirror(tenantId: string, inboxId: string): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `update inboxes set asked_at = now()
      where tenant_id = $1 and id = $2 and (asked_at is null or asked_at < now() - make_interval(secs => $3))`,
    [tenantId, inboxId, askEverySeconds],
  )
  return rowCount === 1
}

/** Which of these requests (uuids) are kept already. */
export async function knownRequests(tenantId: string, inboxId: string, ids: string[]): Promise<Set<string>> {
  const { rows } = await database().pool.query<{ id: string }>(
    `select r.id from inbox_requests r join inboxes i on i.id = r.inbox_id and i.tenant_id = $1
      where i.id = $2 and r.id = any($3::uuid[])`,
    [tenantId, inboxId, ids],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Keeps one, unless it is kept or the inbox is gone. */
export async function mirrorRequest(
  tenantId: string,
  inboxId: string,
  id: string,
  request: ArrivedRequest,
): Promise<void> {
  const { method, query, headers, body, bodyBytes, bodySha256, ip } = request
  await database().pool.query(
    `insert into inbox_requests (id, inbox_id, method, query, headers, body, body_bytes, body_sha256, ip)
     select $3, i.id, $4, $5, $6, $7, $8, $9, $10 from inboxes i where i.tenant_id = $1 and i.id = $2 for key share
     on conflict do nothing`,
    [tenantId, inboxId, id, method, query, JSON.stringify(headers), body, bodyBytes, bodySha256, ip],
  )
}

/** Drops the oldest beyond what an inbox may hold. */
export async function dropSurplus(tenantId: string, inboxId: string): Promise<void> {
  await database().pool.query(
    `delete from inbox_requests where id in (
       select kept.id from (
         select r.id, row_number() over w as no, sum(octet_length(r.body)) over w as bytes
           from inbox_requests r join inboxes i on i.id = r.inbox_id and i.tenant_id = $1
          where i.id = $2 window w as (order by r.id desc)) kept
        where kept.no > $3 or kept.bytes > $4)`,
    [tenantId, inboxId, keptRequests, keptBytes],
  )
}

/** Writes down how asking went. `problem`: a sentence, null when it went well. */
export async function recordMirror(tenantId: string, inboxId: string, problem: string | null): Promise<void> {
  await database().pool.query(
    'update inboxes set problem = $3 where tenant_id = $1 and id = $2 and problem is distinct from $3',
    [tenantId, inboxId, problem],
  )
}
