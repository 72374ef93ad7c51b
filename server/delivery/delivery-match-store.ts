import { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import { allOf } from '../platform/keyset-sql.ts'
import { type DeliveryFilter, type DeliveryReach, deliverySource } from './delivery-page-store.ts'
import { sendableAgainSql } from './redelivery-store.ts'

/** The matching deliveries of one subscription. Ids are uuids. */
export interface MatchedLane {
  tenantId: string
  subscriptionId: string
  url: string
  subscriptionStatus: 'active' | 'paused' | 'disabled'
  statusReason: string | null
  isDeleted: boolean
  matched: number
  /** Of these, what does not wait to be sent already. */
  sendable: number
  /** The oldest delivery. */
  oldestId: string
}

function matching(reach: DeliveryReach, filter: DeliveryFilter): Prisma.Sql {
  const { bounds, matches } = deliverySource(reach, filter)
  return allOf([...bounds, ...matches])
}

/** Everything that matches, by subscription, counted to `most` and no further. */
export async function countMatching(
  reach: DeliveryReach,
  filter: DeliveryFilter,
  most: number,
): Promise<MatchedLane[]> {
  return database().prisma.$queryRaw<MatchedLane[]>`
    select d.tenant_id as "tenantId", d.subscription_id as "subscriptionId", s.url, s.status as "subscriptionStatus",
           s.status_reason as "statusReason", s.deleted_at is not null as "isDeleted", count(*)::int as matched,
           count(*) filter (where ${Prisma.raw(sendableAgainSql)})::int as sendable,
           min(d.id::text collate "C") as "oldestId"
      from (select d.id, d.tenant_id, d.subscription_id, d.open_runs, d.status, d.test
              from deliveries d where ${matching(reach, filter)} limit ${most}) d
      join subscriptions s on s.id = d.subscription_id
     group by d.tenant_id, d.subscription_id, s.url, s.status, s.status_reason, s.deleted_at
     order by matched desc, d.subscription_id`
}

/** A delivery (uuid) and whose it is. */
export interface MatchedDelivery {
  id: string
  tenantId: string
}

/** Those of `filter.ids` that may be sent again, the oldest first. */
export async function listSendable(reach: DeliveryReach, filter: DeliveryFilter): Promise<MatchedDelivery[]> {
  return database().prisma.$queryRaw<MatchedDelivery[]>`
    select d.id, d.tenant_id as "tenantId"
      from deliveries d join subscriptions s on s.id = d.subscription_id
     where ${matching(reach, filter)} and ${Prisma.raw(sendableAgainSql)} and s.deleted_at is null and s.status <> 'disabled'
     order by d.id`
}

/** Matching deliveries of which something is still to be sent, behind `after` (uuid), the oldest first. */
export async function listOutstanding(
  reach: DeliveryReach,
  filter: DeliveryFilter,
  after: string | null,
  limit: number,
): Promise<MatchedDelivery[]> {
  const beyond = after === null ? Prisma.empty : Prisma.sql`and o.delivery_id > ${after}::uuid`
  return database().prisma.$queryRaw<MatchedDelivery[]>`
    select distinct o.delivery_id as id, d.tenant_id as "tenantId"
      from outstanding_deliveries o join deliveries d on d.id = o.delivery_id
     where ${matching(reach, filter)} ${beyond}
     order by o.delivery_id limit ${limit}`
}

/** How many of those there are, counted to `most` and no further. */
export async function countOutstanding(reach: DeliveryReach, filter: DeliveryFilter, most: number): Promise<number> {
  const [row] = await database().prisma.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
      from (select distinct o.delivery_id from outstanding_deliveries o join deliveries d on d.id = o.delivery_id
             where ${matching(reach, filter)} limit ${most}) x`
  return row?.count ?? 0
}
