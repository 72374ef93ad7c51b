import type { Scope } from '../contract/scopes.ts'
import { database } from '../platform/database.ts'

/** What authentication needs of a key. */
export interface KeyForUse {
  id: string
  tenantId: string | null
  appId: string | null
  name: string
  secretHash: Buffer
  scopes: Scope[]
  expiresAt: Date | null
  allowedIps: string[]
  requireSignature: boolean
  publishRatePerSecond: number | null
}

const findSql = `
select k.id, k.tenant_id as "tenantId", k.app_id as "appId", k.name, k.secret_hash as "secretHash", k.scopes,
       k.expires_at as "expiresAt", k.allowed_ips as "allowedIps", k.require_signature as "requireSignature",
       k.publish_rate_per_second as "publishRatePerSecond"
  from api_keys k
  left join tenants t on t.id = k.tenant_id
  left join apps a on a.id = k.app_id
 where k.id = $1 and k.revoked_at is null and t.deleted_at is null and a.deleted_at is null`

/** null for a key that was revoked or whose tenant or app was deleted. Not bound to a tenant: this is what finds it. */
export async function findKeyForUse(id: string): Promise<KeyForUse | null> {
  const result = await database().pool.query<KeyForUse>({ name: 'find-key-for-use', text: findSql, values: [id] })
  return result.rows[0] ?? null
}

/** `usedAt`: the last use of each key. Never moves a time back. */
export async function recordKeyUses(usedAt: ReadonlyMap<string, Date>): Promise<void> {
  await database().pool.query(
    `update api_keys k set last_used_at = greatest(k.last_used_at, u.used_at)
       from unnest($1::uuid[], $2::timestamptz[]) as u(id, used_at) where k.id = u.id`,
    [[...usedAt.keys()], [...usedAt.values()]],
  )
}
