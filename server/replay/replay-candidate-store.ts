import type { AttemptError, CodeClass, DeliveryStatus, DeliveryStatusFilter } from '../contract/delivery.ts'
import type { ReplayInclude } from '../contract/replay.ts'
import type { SubscriptionFilter } from '../contract/subscription-filter.ts'
import { sendableAgainSql } from '../delivery/redelivery-store.ts'
import { statusFilterSql } from '../delivery/status-filter-sql.ts'
import { database } from '../platform/database.ts'
import type { ProbedHeldBy } from './replay-hold.ts'

/** What a replay is made of, for some subscriptions of one tenant. Ids are uuids; `from` (inclusive) and `until` bound them. */
export interface ReplayChoice {
  tenantId: string
  subscriptionIds: string[]
  from: string
  until: string
  types: string[] | null
  include: ReplayInclude
  matching: ReplayMatching | null
}

/** With `all`: only deliveries that are like this, what is being retried too. `event`: uuid. Absent fields do not restrict. */
export interface ReplayMatching {
  status?: DeliveryStatusFilter
  error?: AttemptError
  code?: number
  code_class?: CodeClass
  event?: string
}

export interface ReplayCandidate {
  subscriptionId: string
  eventId: string
  type: string
  /** null: the event has no delivery to this subscription yet. */
  deliveryId: string | null
  status: DeliveryStatus | null
}

const columns = 'subscription_id as "subscriptionId", event_id as "eventId", type, delivery_id as "deliveryId", status'

/** As server/contract/event-pattern.ts says it; a test holds the two together. */
const matchesPattern = (patterns: string, event: string): string => `
  exists (select from unnest(${patterns}) p(pattern)
           where p.pattern in ('*', ${event}.type, ${event}.type || '@' || ${event}.version)
              or (p.pattern like '%.*' and starts_with(${event}.type, left(p.pattern, -1))))`

/** Deliveries carry the millisecond of their event: a chunk probes for them, a count of all of them hashes the whole window. */
const deliveredNear = {
  chunk: `d.id between (left(e.id::text, 14) || '7000-8000-000000000000')::uuid
                   and (left(e.id::text, 14) || '7fff-bfff-ffffffffffff')::uuid`,
  window: 'd.id >= $3::uuid and d.id < $4::uuid',
}

const ofStatus = Object.entries(statusFilterSql)
  .map(([filter, condition]) => `when '${filter}' then ${condition}`)
  .join(' ')

/** $6: what deliveries must be like, null: anything that has ended and was no test. */
const likeMatching = `
  case when $6::jsonb is null then d.open_runs = 0 and not d.test
       else ${sendableAgainSql}
            and case $6::jsonb->>'status' ${ofStatus} else true end
            and ($6::jsonb->>'error' is null or d.last_error = $6::jsonb->>'error')
            and ($6::jsonb->>'code' is null or d.last_code = ($6::jsonb->>'code')::int)
            and case $6::jsonb->>'code_class'
                  when 'none' then d.last_code is null and d.last_error is not null
                  else coalesce(d.last_code / 100 = left($6::jsonb->>'code_class', 1)::int, $6::jsonb->>'code_class' is null) end
            and ($6::jsonb->>'event' is null or d.event_id = ($6::jsonb->>'event')::uuid) end`

/**
 * Rows with `position`, the uuid that orders them by age. $1 tenant, $2 subscriptions, $3 from, $4 until, $5 types, $6 matching. What
 * is missing is matched by patterns alone: filters read what events say (fitting-candidates.ts).
 */
function candidates(include: ReplayInclude, scope: keyof typeof deliveredNear): string {
  if (include === 'failed') {
    return `
      select x.delivery_id as position, x.subscription_id, x.event_id, x.event_type as type, x.delivery_id, 'failed' as status
        from dead_letters x
       where x.tenant_id = $1 and x.subscription_id = any($2::uuid[]) and x.delivery_id >= $3::uuid and x.delivery_id < $4::uuid
         and $6::jsonb is null and ($5::text[] is null or x.event_type = any($5::text[]))`
  }
  if (include === 'all') {
    return `
      select d.id as position, d.subscription_id, d.event_id, d.event_type as type, d.id as delivery_id, d.status
        from deliveries d
       where d.tenant_id = $1 and d.subscription_id = any($2::uuid[]) and d.id >= $3::uuid and d.id < $4::uuid
         and ${likeMatching} and ($5::text[] is null or d.event_type = any($5::text[]))`
  }
  return `
    select e.id as position, s.id as subscription_id, e.id as event_id, e.type, null::uuid as delivery_id, null as status
      from subscriptions s
      join events e on e.tenant_id = s.tenant_id and ${matchesPattern('s.events', 'e')}
     where s.tenant_id = $1 and s.id = any($2::uuid[]) and e.tenant_id = $1 and e.id >= $3::uuid and e.id < $4::uuid
       and not e.test and $6::jsonb is null and ($5::text[] is null or e.type = any($5::text[]))
       and not exists (select from deliveries d
                        where d.subscription_id = s.id and d.event_id = e.id and ${deliveredNear[scope]})`
}

function valuesOf(choice: ReplayChoice): unknown[] {
  const { tenantId, subscriptionIds, from, until, types, matching } = choice
  return [tenantId, subscriptionIds, from, until, types, matching]
}

/** Of those that have one. */
export async function readFilters(
  tenantId: string,
  subscriptionIds: string[],
): Promise<{ id: string; filter: SubscriptionFilter }[]> {
  const { rows } = await database().pool.query<{ id: string; filter: SubscriptionFilter }>(
    'select id, filter from subscriptions where tenant_id = $1 and id = any($2::uuid[]) and filter is not null',
    [tenantId, subscriptionIds],
  )
  return rows
}

/** How many there are for each subscription that has any. */
export async function countCandidates(choice: ReplayChoice): Promise<Map<string, number>> {
  const { rows } = await database().pool.query<{ id: string; count: number }>(
    `select subscription_id as id, count(*)::int as count from (${candidates(choice.include, 'window')}) c group by 1`,
    valuesOf(choice),
  )
  return new Map(rows.map((row) => [row.id, row.count]))
}

/** The next of them behind `after` (a position, exclusive), the oldest first. */
export async function pickCandidates(
  choice: ReplayChoice,
  after: string | null,
  limit: number,
): Promise<ReplayCandidate[]> {
  const { rows } = await database().pool.query<ReplayCandidate>(
    `select ${columns} from (${candidates(choice.include, 'chunk')}) c
      where $7::uuid is null or position > $7 order by position limit $8`,
    [...valuesOf(choice), after, limit],
  )
  return rows
}

/** Where a candidate stands in the order of age. */
export const positionOf = (candidate: ReplayCandidate): string => candidate.deliveryId ?? candidate.eventId

export interface ReplayTarget extends ProbedHeldBy {
  id: string
  url: string
}

/** Live subscriptions of the tenant within reach; `subscriptionId` narrows to one. */
export async function findReplayTargets(reach: {
  tenantId: string
  appId: string | null
  subscriptionId: string | null
}): Promise<ReplayTarget[]> {
  const { rows } = await database().pool.query<ReplayTarget>(
    `select s.id, s.url, s.status, l.circuit, l.held_until as "heldUntil", l.next_probe_at as "nextProbeAt"
       from subscriptions s join lane_states l on l.subscription_id = s.id
      where s.tenant_id = $1 and s.deleted_at is null and ($2::uuid is null or s.app_id = $2) and ($3::uuid is null or s.id = $3)
      order by s.id`,
    [reach.tenantId, reach.appId, reach.subscriptionId],
  )
  return rows
}
