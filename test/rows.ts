import { database } from '../server/platform/database.ts'
import { newUuid } from '../server/platform/uuid.ts'

/** Rows that tests begin with, where the use case that makes them is not what is tested. Ids are uuids. */

export async function insertTenant(name = 'Acme'): Promise<string> {
  const id = newUuid()
  await database().pool.query('insert into tenants (id, name) values ($1, $2)', [id, name])
  return id
}

export async function insertApp(tenantId: string, uid: string | null = null): Promise<string> {
  const id = newUuid()
  await database().pool.query('insert into apps (id, tenant_id, uid, name) values ($1, $2, $3, $4)', [
    id,
    tenantId,
    uid,
    'An app',
  ])
  return id
}

/** What the audit log says, oldest first. */
export async function auditEntries(): Promise<
  { action: string; target_id: string; tenant_id: string | null; before: unknown; after: unknown }[]
> {
  const { rows } = await database().pool.query(
    'select action, target_id, tenant_id, before, after from audit_entries order by id',
  )
  return rows
}
