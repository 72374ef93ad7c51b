import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'

export interface ArrivedRequest {
  method: string
  query: string
  headers: [string, string][]
  /** As much of the body as is kept. */
  body: Uint8Array
  bodyBytes: number
  bodySha256: Uint8Array
  ip: string | null
}

/** What an inbox answers to one request. */
export interface InboxAnswer {
  status: number
  delayMs: number
  retryAfterSeconds: number | null
}

/** The newest requests of an inbox that are kept, and how many bytes of them. */
const keptRequests = 200
const keptBytes = 16 * 1024 * 1024

/**
 * Keeps a request of the inbox with this token and decides how it is answered; drops the oldest beyond what an inbox may hold.
 * `id`: uuid. Null: there is no such inbox, or it is over.
 */
export async function keepRequest(token: string, id: string, request: ArrivedRequest): Promise<InboxAnswer | null> {
  const { rows } = await database().pool.query<InboxAnswer>({
    name: 'keep-inbox-request',
    text: `
with inbox as materialized (
  select id, delay_ms, retry_after_seconds, case when random() < fail_rate then 500 else status end as answer
    from inboxes where token = $1 and kind = 'builtin' and expires_at > now()
), kept as (
  insert into inbox_requests (id, inbox_id, method, query, headers, body, body_bytes, body_sha256, ip, answered)
  select $2, id, $3, $4, $5, $6, $7, $8, $9, answer from inbox
), surplus as (
  select r.id from (select r.id, row_number() over w as no, sum(octet_length(r.body)) over w as bytes
                      from inbox_requests r join inbox i on i.id = r.inbox_id
                    window w as (order by r.id desc)) r
   where r.no >= $10 or r.bytes + octet_length($6::bytea) > $11
), dropped as (
  delete from inbox_requests
   where id in (select r.id from inbox_requests r where r.id in (select id from surplus) for update skip locked)
)
select answer as status, delay_ms as "delayMs", retry_after_seconds as "retryAfterSeconds" from inbox`,
    values: [
      token,
      id,
      request.method,
      request.query,
      JSON.stringify(request.headers),
      request.body,
      request.bodyBytes,
      request.bodySha256,
      request.ip,
      keptRequests,
      keptBytes,
    ],
  })
  return rows[0] ?? null
}

export interface InboxRequestRow extends ArrivedRequest {
  id: string
  /** null: webhook.site answered it. */
  answered: number | null
}

export async function listRequestRows(tenantId: string, inboxId: string, keyset: Keyset): Promise<InboxRequestRow[]> {
  const newer = keyset.towards === 'newer'
  const { rows } = await database().pool.query<InboxRequestRow>(
    `select r.id, r.method, r.query, r.headers, r.body, r.body_bytes as "bodyBytes", r.body_sha256 as "bodySha256", r.ip, r.answered
       from inbox_requests r join inboxes i on i.id = r.inbox_id and i.tenant_id = $1
      where r.inbox_id = $2 and ($3::uuid is null or r.id ${newer ? '>' : '<'} $3::uuid)
      order by r.id ${newer ? 'asc' : 'desc'} limit $4`,
    [tenantId, inboxId, keyset.at, keyset.take],
  )
  return rows
}

export async function deleteRequests(tenantId: string, inboxId: string): Promise<void> {
  await database().pool.query(
    `delete from inbox_requests r using inboxes i where i.id = r.inbox_id and i.tenant_id = $1 and i.id = $2`,
    [tenantId, inboxId],
  )
}
