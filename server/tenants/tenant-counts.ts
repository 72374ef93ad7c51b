import { database } from '../platform/database.ts'

/** How many live subscriptions each tenant has, by uuid; none: missing. `appId` (uuid): of this app alone. */
export async function subscriptionsOfTenants(ids: string[], appId: string | null): Promise<Map<string, number>> {
  const { rows } = await database().pool.query<{ id: string; count: number }>(
    `select tenant_id as id, count(*)::int from subscriptions
      where tenant_id = any($1::uuid[]) and deleted_at is null and ($2::uuid is null or app_id = $2)
      group by tenant_id`,
    [ids, appId],
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}
