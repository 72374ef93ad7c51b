import { database } from '../platform/database.ts'

/** `id`: uuid; its milliseconds are the time of acceptance. `bytes`: of its body. */
export interface RecentEvent {
  id: string
  type: string
  version: string
  bytes: number
}

/** The newest events of a tenant, newest first. */
export async function findRecentEvents(tenantId: string, limit: number): Promise<RecentEvent[]> {
  const { rows } = await database().pool.query<RecentEvent>(
    'select id, type, version, octet_length(body) as bytes from events where tenant_id = $1 order by id desc limit $2',
    [tenantId, limit],
  )
  return rows
}
