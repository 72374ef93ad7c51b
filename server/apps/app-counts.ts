import { database } from '../platform/database.ts'

export interface AppCounts {
  subscriptions: number
  keys: number
}

/** What the lists of subscriptions and keys show of each app: nothing deleted, nothing revoked. By uuid. */
export async function countsOfApps(ids: string[]): Promise<Map<string, AppCounts>> {
  const { rows } = await database().pool.query<AppCounts & { id: string }>(
    `select a.id,
            (select count(*)::int from subscriptions s
              where s.tenant_id = a.tenant_id and s.app_id = a.id and s.deleted_at is null) as subscriptions,
            (select count(*)::int from api_keys k
              where k.tenant_id = a.tenant_id and k.app_id = a.id and k.revoked_at is null) as keys
       from apps a where a.id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
