import { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import { isOfEventSql } from '../platform/event-delivery-sql.ts'
import { allOf } from '../platform/keyset-sql.ts'
import type { DeliveryReach } from './delivery-page-store.ts'

/** Of more events that share an id, the newest. */
const mostEvents = 1_000

/** Uuids of the deliveries within reach of the events with a correlation id. */
export async function findCorrelated({ tenantId, appId }: DeliveryReach, correlationId: string): Promise<string[]> {
  const tenant = tenantId === null ? [] : [Prisma.sql`e.tenant_id = ${tenantId}::uuid`]
  const rows = await database().prisma.$queryRaw<{ id: string }[]>`
    select d.id
      from (select e.id from events e
             where ${allOf([...tenant, Prisma.sql`e.correlation_id = ${correlationId}`])}
             order by e.id desc limit ${mostEvents}) e
     cross join lateral (
       select d.id from deliveries d
        where ${isOfEventSql} ${appId === null ? Prisma.empty : Prisma.sql`and d.app_id = ${appId}::uuid`}) d`
  return rows.map(({ id }) => id)
}
