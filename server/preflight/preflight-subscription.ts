import { toId } from '../contract/ids.ts'
import type { Preflight } from '../contract/preflight.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { requireSubscription } from '../subscriptions/require-subscription.ts'
import { findLiveSecrets } from '../subscriptions/subscription-secret-store.ts'
import { findTenantAddressLists } from '../tenants/tenant-store.ts'
import { preflightReceiver } from './preflight-receiver.ts'

/** Tries the receiver of a subscription with its own secret and headers. */
export async function preflightSubscription(actor: Actor, input: { id: string }): Promise<Preflight> {
  const subscription = await requireSubscription(actor, input.id)
  const { tenantId, url, headers, ipAllow, ipDeny } = subscription
  const { prisma } = database()
  const secrets = await findLiveSecrets(prisma, tenantId, subscription.id)
  return preflightReceiver({
    url,
    tenant: toId('tenant', tenantId),
    headers,
    secrets: secrets.map(({ secret }) => secret),
    tenantLists: await findTenantAddressLists(prisma, tenantId),
    lists: { allow: ipAllow, deny: ipDeny },
  })
}
