import { filterAsJsonPath, type SubscriptionFilter } from '../contract/subscription-filter.ts'
import { fitsFilterSql } from '../events/filter-sql.ts'
import { database } from '../platform/database.ts'

/** `id`: uuid; its milliseconds are the time of acceptance. */
export interface RecentEvent {
  id: string
  type: string
  version: string
  /** Whether it says what the filter asks for. */
  fits: boolean
}

/** The newest events of a tenant, newest first. */
export async function findRecentEvents(
  tenantId: string,
  limit: number,
  filter: SubscriptionFilter | null,
): Promise<RecentEvent[]> {
  const fits = filter ? fitsFilterSql('body', '$3::text::jsonpath') : '$3::text is null'
  const { rows } = await database().pool.query<RecentEvent>(
    `select id, type, version, ${fits} as fits from events where tenant_id = $1 order by id desc limit $2`,
    [tenantId, limit, filter && filterAsJsonPath(filter)],
  )
  return rows
}
