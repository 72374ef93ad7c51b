import { resolveApp } from '../apps/resolve-app.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveOwnTenant, resolveTenant } from '../tenants/resolve-tenant.ts'

/** Tenant and app (uuids) that a new subscription belongs to: the ones named, else the actor's own. */
export async function resolveOwner(
  actor: Actor,
  named: { tenant?: string | undefined; app?: string | undefined },
): Promise<{ tenantId: string; appId: string | null }> {
  if (named.app === undefined) return { tenantId: await resolveOwnTenant(actor, named.tenant), appId: actor.appId }
  const tenantId = named.tenant === undefined ? null : await resolveTenant(actor, named.tenant)
  const app = await resolveApp(actor, named.app, tenantId)
  return { tenantId: app.tenantId, appId: app.id }
}
