import { PostriderError } from '../contract/errors.ts'
import type { InputOf } from '../contract/operation.ts'
import type { RotatedSecret, subscriptionOperations } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { newSigningSecret } from '../signing/signing-secret.ts'
import { auditSubscription } from './audit-subscription.ts'
import { requireLockedSubscription } from './require-subscription.ts'
import { assertUsableSecret } from './subscription-rules.ts'
import { endSecrets, findLiveSecrets, insertSecret } from './subscription-secret-store.ts'
import { subscriptionView } from './subscription-view.ts'

/** A receiver that verifies with any secret of a request must look at two at most. */
const maxLiveSecrets = 2

/**
 * A new secret signs from now on; the old one signs too for `overlap_seconds`. Throws `conflict` while an overlap is
 * running, unless `overlap_seconds` is 0: a second rotation must not cut off receivers that were promised more time.
 */
export async function rotateSecret(
  actor: Actor,
  input: InputOf<typeof subscriptionOperations.rotateSecret>,
): Promise<RotatedSecret> {
  const { overlap_seconds, secret = newSigningSecret() } = input
  assertUsableSecret(secret)
  return database().prisma.$transaction(async (tx) => {
    const row = await requireLockedSubscription(tx, actor, input.id)
    const live = await findLiveSecrets(tx, row.tenantId, row.id)
    if (live.some((known) => known.secret === secret)) {
      throw new PostriderError('conflict', 'This secret is in use already: rotate to a new one.')
    }
    const overlapEnds = live.map(({ expiresAt }) => expiresAt).find((expiresAt) => expiresAt !== null)
    if (overlap_seconds > 0 && overlapEnds && live.length >= maxLiveSecrets) {
      throw new PostriderError(
        'conflict',
        `The last rotation overlaps until ${overlapEnds.toISOString()}. Wait, or end all older secrets at once with overlap_seconds 0.`,
      )
    }
    const endsAt = await endSecrets(tx, row.tenantId, row.id, overlap_seconds)
    await insertSecret(tx, row.tenantId, row.id, secret)
    const view = subscriptionView(row, actor)
    const details = { overlap_seconds }
    await auditSubscription(tx, actor, {
      action: 'rotate_secret',
      tenantId: row.tenantId,
      before: view,
      after: view,
      details,
    })
    return { secret, previous_expires_at: endsAt?.toISOString() ?? null }
  })
}
