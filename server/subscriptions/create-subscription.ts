import { notFound, PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf } from '../contract/operation.ts'
import type { NewSubscription, subscriptionOperations } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { newSigningSecret } from '../signing/signing-secret.ts'
import { auditSubscription } from './audit-subscription.ts'
import { withCatalogueWarnings } from './catalogue-warnings.ts'
import { resolveOwner } from './resolve-owner.ts'
import {
  assertDeliverable,
  assertUsableSchedule,
  assertUsableSecret,
  maxSubscriptionsPerTenant,
} from './subscription-rules.ts'
import { insertSecret } from './subscription-secret-store.ts'
import { changeSettings, defaultSettings } from './subscription-settings.ts'
import {
  countSubscriptionsLocked,
  insertSubscriptionRow,
  lockSubscriptionRow,
  type SubscriptionRow,
} from './subscription-store.ts'
import { subscriptionView } from './subscription-view.ts'

/** Subscribes a URL. The answer is the only one that carries the secret; every event published after it is matched. */
export async function createSubscription(
  actor: Actor,
  input: InputOf<typeof subscriptionOperations.createSubscription>,
): Promise<NewSubscription> {
  const { tenant, app, secret = newSigningSecret(), ...given } = input
  assertUsableSecret(secret)
  const settings = changeSettings({ ...defaultSettings, url: given.url, events: given.events }, given)
  assertUsableSchedule(settings.retrySchedule)
  const owner = await resolveOwner(actor, { tenant, app })
  const created = await database().prisma.$transaction(async (tx) => {
    await assertDeliverable(tx, owner.tenantId, settings)
    const count = await countSubscriptionsLocked(tx, owner.tenantId)
    if (count === null) throw notFound('tenant', toId('tenant', owner.tenantId))
    if (count >= maxSubscriptionsPerTenant) {
      throw new PostriderError(
        'conflict',
        `A tenant may have ${maxSubscriptionsPerTenant} subscriptions: delete some that are not used any more.`,
      )
    }
    const id = newUuid()
    await insertSubscriptionRow(tx, owner, id, settings)
    await insertSecret(tx, owner.tenantId, id, secret)
    const view = subscriptionView((await lockSubscriptionRow(tx, owner, id)) as SubscriptionRow, actor)
    await auditSubscription(tx, actor, { action: 'create', tenantId: owner.tenantId, before: null, after: view })
    return view
  })
  return withCatalogueWarnings({ ...created, secret })
}
