import { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import { allOf } from '../platform/keyset-sql.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import type { DeliveryReach } from './delivery-page-store.ts'

/** The first attempt of a batch is recorded when it was answered, or when the successor of a worker that died found it. */
const recordedWithinMs = 600_000

/** Uuids of the deliveries within reach that travelled in a batch (uuid), by its first attempt: retries have the same members. */
export async function findBatchMembers({ tenantId, appId }: DeliveryReach, batch: string): Promise<string[]> {
  const madeAt = millisecondsOf(batch)
  const conditions = [
    Prisma.sql`a.id >= ${firstUuidOf(madeAt - 1_000)}::uuid and a.id < ${firstUuidOf(madeAt + recordedWithinMs)}::uuid`,
    Prisma.sql`a.batch_id = ${batch}::uuid`,
    ...(tenantId === null ? [] : [Prisma.sql`a.tenant_id = ${tenantId}::uuid`]),
    ...(appId === null ? [] : [Prisma.sql`s.app_id = ${appId}::uuid`]),
  ]
  const rows = await database().prisma.$queryRaw<{ id: string }[]>`
    select distinct a.delivery_id as id from attempts a join subscriptions s on s.id = a.subscription_id
     where ${allOf(conditions)}`
  return rows.map(({ id }) => id)
}
