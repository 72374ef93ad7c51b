import { toId } from '../contract/ids.ts'
import { findTenant } from '../tenants/tenant-store.ts'
import type { PreflightTarget } from './preflight-receiver.ts'

/** What the tenant (uuid) of a receiver adds to a check: its name as delivered bodies have it, and where its deliveries may go. */
export async function preflightTenant(tenantId: string): Promise<Pick<PreflightTarget, 'tenant' | 'tenantLists'>> {
  const id = toId('tenant', tenantId)
  const row = await findTenant(tenantId, id)
  return { tenant: row?.uid ?? id, tenantLists: { allow: row?.ipAllow ?? [], deny: row?.ipDeny ?? [] } }
}
