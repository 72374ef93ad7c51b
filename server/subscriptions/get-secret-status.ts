import type { OutputOf } from '../contract/operation.ts'
import type { subscriptionOperations } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { requireSubscription } from './require-subscription.ts'
import { findSecretDates, type SecretDates } from './subscription-secret-store.ts'

/** Since when the newest secret signs and until when the one before does. Shows neither, so it is not recorded. */
export async function getSecretStatus(
  actor: Actor,
  input: { id: string },
): Promise<OutputOf<typeof subscriptionOperations.getSecretStatus>> {
  const { tenantId, id } = await requireSubscription(actor, input.id)
  const [newest, previous] = await findSecretDates(tenantId, id)
  const { createdAt } = newest as SecretDates
  return { created_at: createdAt.toISOString(), previous_expires_at: previous?.expiresAt?.toISOString() ?? null }
}
