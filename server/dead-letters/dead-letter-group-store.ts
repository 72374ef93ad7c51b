import type { AttemptError } from '../contract/delivery.ts'
import { database } from '../platform/database.ts'
import { fingerprintSql, lastAttemptSql } from './fingerprint-sql.ts'

export interface DeadLetterGroupRow {
  fingerprint: string
  error: AttemptError | null
  code: number | null
  /** Of the newest: what the receiver said, and what we say. */
  responseBody: Uint8Array | null
  errorDetail: string | null
  count: number
  absent: number
  /** uuids */
  subscriptionIds: string[]
  /** Of the only subscription; null: there are several. */
  url: string | null
  isDeleted: boolean
  /** uuids */
  tenantIds: string[]
  types: string[]
  oldestDiedAt: Date
  newestDiedAt: Date
}

/** Groups the newest `limit` dead letters in reach (uuids; null: all); `looked`: how many those were. Largest group first. */
export async function groupDeadLetters(
  reach: { tenantId: string | null; appId: string | null; subscriptionId: string | null },
  limit: number,
): Promise<{ groups: DeadLetterGroupRow[]; looked: number }> {
  const { rows } = await database().pool.query<DeadLetterGroupRow>(
    `
with recent as materialized (
  select * from dead_letters
   where ($1::uuid is null or tenant_id = $1) and ($2::uuid is null or app_id = $2) and ($3::uuid is null or subscription_id = $3)
   order by delivery_id desc limit $4
), judged as (
  select x.*, l.response_body, l.error_detail, ${fingerprintSql('l')} as fingerprint
    from recent x left join lateral (${lastAttemptSql}) l on true
)
select fingerprint, error, code, (array_agg(substring(response_body for 400) order by died_at desc))[1] as "responseBody",
       (array_agg(error_detail order by died_at desc))[1] as "errorDetail", count(*)::int as count,
       count(*) filter (where absent)::int as absent,
       (array_agg(distinct subscription_id))[1:20] as "subscriptionIds",
       case count(distinct subscription_id) when 1
         then (select s.url from subscriptions s where s.id = (array_agg(judged.subscription_id))[1]) end as url,
       coalesce(case count(distinct subscription_id) when 1
         then (select s.deleted_at is not null from subscriptions s where s.id = (array_agg(judged.subscription_id))[1]) end, false)
         as "isDeleted",
       (array_agg(distinct tenant_id))[1:20] as "tenantIds", (array_agg(distinct event_type))[1:20] as types,
       min(died_at) as "oldestDiedAt", max(died_at) as "newestDiedAt"
  from judged group by fingerprint, error, code order by count(*) desc, fingerprint limit 100`,
    [reach.tenantId, reach.appId, reach.subscriptionId, limit],
  )
  return { groups: rows, looked: rows.reduce((sum, row) => sum + row.count, 0) }
}
