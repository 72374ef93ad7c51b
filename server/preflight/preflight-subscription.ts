import type { Preflight } from '../contract/preflight.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { requireSubscription } from '../subscriptions/require-subscription.ts'
import { findLiveSecrets } from '../subscriptions/subscription-secret-store.ts'
import { preflightReceiver } from './preflight-receiver.ts'
import { preflightTenant } from './preflight-tenant.ts'

/** Tries the receiver of a subscription with its own secret and headers. */
export async function preflightSubscription(actor: Actor, input: { id: string }): Promise<Preflight> {
  const subscription = await requireSubscription(actor, input.id)
  const { tenantId, url, headers, timeoutMs, ipAllow, ipDeny } = subscription
  const secrets = await findLiveSecrets(database().prisma, tenantId, subscription.id)
  return preflightReceiver({
    url,
    ...(await preflightTenant(tenantId)),
    headers,
    timeoutMs,
    secrets: secrets.map(({ secret }) => secret),
    lists: { allow: ipAllow, deny: ipDeny },
  })
}
