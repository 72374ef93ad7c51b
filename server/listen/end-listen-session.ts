import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { joinTransactions } from '../platform/joined-transaction.ts'
import { deleteSubscription } from '../subscriptions/delete-subscription.ts'
import { findSubscriptionRow } from '../subscriptions/subscription-store.ts'
import { deleteListenSessionRow, type ListenTarget } from './listen-session-store.ts'

/** Deletes the session with its subscription, unless somebody did that already. Ids are uuids. */
export async function endListenSession(actor: Actor, session: ListenTarget): Promise<void> {
  const { tenantId, subscriptionId } = session
  await joinTransactions(database().prisma, async (tx) => {
    await deleteListenSessionRow(tx, tenantId, session.id)
    if (await findSubscriptionRow({ tenantId, appId: null }, subscriptionId)) {
      await deleteSubscription(actor, { id: toId('subscription', subscriptionId) })
    }
  })
}
