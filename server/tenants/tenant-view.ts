import { toId } from '../contract/ids.ts'
import type { Tenant } from '../contract/tenant.ts'
import type { TenantRow } from './tenant-store.ts'

/** A tenant as the API shows it. */
export function tenantView(row: TenantRow): Tenant {
  return {
    id: toId('tenant', row.id),
    uid: row.uid,
    name: row.name,
    publish_rate_per_second: row.publishRatePerSecond,
    ip_allow: row.ipAllow,
    ip_deny: row.ipDeny,
    frame_ancestors: row.frameAncestors,
    portal_theme: row.portalTheme,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}
