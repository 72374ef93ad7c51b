import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { Actor } from '../platform/actor.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import type { StatsReach } from './stats-source.ts'

interface Asked {
  tenant?: string | undefined
  app?: string | undefined
  subscription?: string | undefined
}

/** Whose statistics are asked for, within what the actor may see. `subscriptionId`: uuid. */
export async function resolveStatsReach(
  actor: Actor,
  asked: Asked,
): Promise<{ reach: StatsReach; subscriptionId: string | undefined }> {
  const tenantId = await resolveTenantFilter(actor, asked.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, asked.app, tenantId) }
  const subscriptionId = asked.subscription && (await requireSubscriptionId(reach, asked.subscription))
  return { reach, subscriptionId: subscriptionId || undefined }
}
