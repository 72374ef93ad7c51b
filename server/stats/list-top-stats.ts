import { toId } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { timesOf } from './stats-range.ts'
import { resolveStatsReach } from './stats-reach.ts'
import { readTopStats } from './top-stats-store.ts'

/** Subscriptions with most failed attempts, or types with most attempts other than failed probes. */
export async function listTopStats(actor: Actor, input: Input<'listTopStats'>): Promise<Output<'listTopStats'>> {
  const { reach } = await resolveStatsReach(actor, input)
  const range = timesOf(input)
  const rows = await readTopStats(reach, input.by, range, input.limit)
  return {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    data: rows.map(({ subscriptionId, tenantId, isDeleted, failedProbes, ...row }) => ({
      ...row,
      subscription_deleted: isDeleted,
      tenant: tenantId && toId('tenant', tenantId),
      failed_probes: failedProbes,
      subscription: subscriptionId && toId('subscription', subscriptionId),
      failed: row.attempts - row.succeeded,
    })),
  }
}
