import type { Prisma } from '../../prisma/generated/client.ts'
import { PostriderError } from '../contract/errors.ts'
import { retryScheduleFault } from '../contract/retry-limits.ts'
import { assertUsableAddresses } from '../outbound/address-list.ts'
import { checkUrl } from '../outbound/check-url.ts'
import { outboundPolicy } from '../outbound/outbound-policy.ts'
import { signingSecretFault } from '../signing/signing-secret.ts'
import { findTenantAddressLists } from '../tenants/tenant-store.ts'
import type { SubscriptionSettings } from './subscription-settings.ts'

type Tx = Prisma.TransactionClient

/** Keeps the matching of one event, and what every process holds in memory for a tenant, within reason. */
export const maxSubscriptionsPerTenant = 5_000

/** Throws `validation_failed` when deliveries could never go to this URL. The outbound guard judges again at every dial. */
export async function assertDeliverable(tx: Tx, tenantId: string, settings: SubscriptionSettings): Promise<void> {
  const { url, ipAllow, ipDeny } = settings
  assertUsableAddresses({ ip_allow: ipAllow, ip_deny: ipDeny })
  const ofTenant = await findTenantAddressLists(tx, tenantId)
  const verdict = checkUrl(outboundPolicy(), url, ofTenant, { allow: ipAllow, deny: ipDeny })
  if (verdict.ok) return
  const { message } = verdict
  throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/url', message }] })
}

/** Throws `validation_failed` unless receivers can verify with this secret. */
export function assertUsableSecret(secret: string): void {
  const message = signingSecretFault(secret)
  if (message === null) return
  throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/secret', message }] })
}

/**
 * Throws `validation_failed` when a delivery is given up before the last retry of this schedule. One that is `stored` already
 * stays: whoever sends all settings back with another one changed is not stopped by it.
 */
export function assertUsableSchedule(
  schedule: readonly number[] | null,
  stored: readonly number[] | null = null,
): void {
  if (schedule === null || String(schedule) === String(stored)) return
  const message = retryScheduleFault(schedule)
  if (message === null) return
  throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/retry/schedule', message }] })
}
