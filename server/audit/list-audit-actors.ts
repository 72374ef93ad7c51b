import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { type AuditActor, findRecentActors } from './audit-store.ts'

/** Of a log that is kept for ever, so many of the newest entries are looked at. */
const lookedAt = 5_000

/** The people and keys that did something of late, as they were called when they did it last, by name. */
export async function listAuditActors(actor: Actor, input: { tenant?: string | undefined }): Promise<AuditActor[]> {
  requireWholeTenant(actor, 'read the audit log')
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const actors = await findRecentActors(tenantId, lookedAt)
  return actors.sort((a, b) => a.name.localeCompare(b.name))
}
