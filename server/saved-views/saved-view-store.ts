import type { SavedView } from '../contract/saved-view.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'

/** Whose views (uuids); `tenantId` null: those for all tenants. */
export interface SavedViewOwner {
  userId: string
  tenantId: string | null
}

const isOwn = 'user_id = $1 and tenant_id is not distinct from $2::uuid'

export async function listViewRows({ userId, tenantId }: SavedViewOwner): Promise<SavedView[]> {
  const sql = `select name, search from saved_views where ${isOwn} order by lower(name), name`
  return (await database().pool.query<SavedView>(sql, [userId, tenantId])).rows
}

/** Writes over a view of the same name. False: there are `most` others already. */
export async function putViewRow(
  { userId, tenantId }: SavedViewOwner,
  { name, search }: SavedView,
  most: number,
): Promise<boolean> {
  const result = await database().pool.query(
    `insert into saved_views (id, user_id, tenant_id, name, search)
     select $3, $1, $2::uuid, $4, $5 where (select count(*) from saved_views where ${isOwn} and name <> $4) < $6
     on conflict (user_id, tenant_id, name) do update set search = excluded.search`,
    [userId, tenantId, newUuid(), name, search, most],
  )
  return result.rowCount === 1
}

export async function deleteViewRow({ userId, tenantId }: SavedViewOwner, name: string): Promise<boolean> {
  const result = await database().pool.query(`delete from saved_views where ${isOwn} and name = $3`, [
    userId,
    tenantId,
    name,
  ])
  return result.rowCount === 1
}
