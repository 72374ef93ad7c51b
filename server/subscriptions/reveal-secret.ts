import type { RevealedSecret } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { auditSubscription } from './audit-subscription.ts'
import { requireLockedSubscription } from './require-subscription.ts'
import { findLiveSecrets, type LiveSecret } from './subscription-secret-store.ts'
import { subscriptionView } from './subscription-view.ts'

/** The secrets that sign now. Changes nothing, and is recorded: who saw a secret must be known. */
export async function revealSecret(actor: Actor, input: { id: string }): Promise<RevealedSecret> {
  return database().prisma.$transaction(async (tx) => {
    const row = await requireLockedSubscription(tx, actor, input.id)
    const [newest, previous] = await findLiveSecrets(tx, row.tenantId, row.id)
    const { secret, createdAt } = newest as LiveSecret
    const view = subscriptionView(row, actor)
    await auditSubscription(tx, actor, { action: 'reveal_secret', tenantId: row.tenantId, before: view, after: view })
    return {
      secret,
      created_at: createdAt.toISOString(),
      previous: previous?.expiresAt ? { secret: previous.secret, expires_at: previous.expiresAt.toISOString() } : null,
    }
  })
}
