import type { Prisma } from '../../prisma/generated/client.ts'
import type { Subscription } from '../contract/subscription.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { auditSubscription } from './audit-subscription.ts'
import { requireLockedSubscription } from './require-subscription.ts'
import { lockSubscriptionRow, type SubscriptionRow } from './subscription-store.ts'
import { subscriptionView } from './subscription-view.ts'

/**
 * Runs one change of a subscription that stays: under its row's lock, with its audit entry. `change` may answer false:
 * nothing is to be done, and nothing is recorded.
 */
export async function changeSubscription(
  actor: Actor,
  id: string,
  action: string,
  change: (tx: Prisma.TransactionClient, row: SubscriptionRow) => Promise<boolean>,
): Promise<{ row: SubscriptionRow; view: Subscription }> {
  return database().prisma.$transaction(async (tx) => {
    const row = await requireLockedSubscription(tx, actor, id)
    if (!(await change(tx, row))) return { row, view: subscriptionView(row, actor) }
    const changed = (await lockSubscriptionRow(tx, actor, row.id)) as SubscriptionRow
    // A credential that was changed is a change, also by somebody who may not read it.
    const [before, after] = [subscriptionView(row, systemActor), subscriptionView(changed, systemActor)]
    await auditSubscription(tx, actor, { action, tenantId: row.tenantId, before, after })
    return { row: changed, view: subscriptionView(changed, actor) }
  })
}
