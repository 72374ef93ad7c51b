import { resolveEnded } from '../alerts/alert-store.ts'
import { ringLanes } from '../jobs/doorbell.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { auditSubscription } from './audit-subscription.ts'
import { requireLockedSubscription } from './require-subscription.ts'
import { markSubscriptionDeleted } from './subscription-store.ts'
import { subscriptionView } from './subscription-view.ts'

/** Nothing more is matched or sent from then on; the engine cancels what was waiting. */
export async function deleteSubscription(actor: Actor, input: { id: string }): Promise<void> {
  const deleted = await database().prisma.$transaction(async (tx) => {
    const row = await requireLockedSubscription(tx, actor, input.id)
    await markSubscriptionDeleted(tx, row.tenantId, row.id)
    await resolveEnded(tx, [row.id])
    const before = subscriptionView(row, actor)
    await auditSubscription(tx, actor, { action: 'delete', tenantId: row.tenantId, before, after: null })
    return row.id
  })
  await ringLanes([deleted])
}
