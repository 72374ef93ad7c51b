import { PostriderError } from '../contract/errors.ts'
import { addressEntryFault } from '../outbound/address-list.ts'
import { checkUrl } from '../outbound/check-url.ts'
import { outboundPolicy } from '../outbound/outbound-policy.ts'
import { signingSecretFault } from '../signing/signing-secret.ts'
import type { SubscriptionSettings } from './subscription-settings.ts'

/** Keeps the matching of one event, and what every process holds in memory for a tenant, within reason. */
export const maxSubscriptionsPerTenant = 5_000

/** Throws `validation_failed` when deliveries could never go to this URL. The outbound guard judges again at every dial. */
export function assertDeliverable({ url, ipAllow, ipDeny }: SubscriptionSettings): void {
  const errors = [
    ...ipAllow.map((entry, index) => ({ pointer: `/ip_allow/${index}`, message: addressEntryFault(entry) })),
    ...ipDeny.map((entry, index) => ({ pointer: `/ip_deny/${index}`, message: addressEntryFault(entry) })),
  ].flatMap(({ pointer, message }) => (message === null ? [] : [{ pointer, message }]))
  const [first] = errors
  if (first) throw new PostriderError('validation_failed', first.message, { errors })
  const verdict = checkUrl(outboundPolicy(), url, { allow: ipAllow, deny: ipDeny })
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

/** A filter that was stored and not applied would deliver what nobody asked for. */
export function assertNoFilter(filter: unknown): void {
  if (filter === undefined || filter === null) return
  const message = 'Filters on the payload are not supported by this version: leave `filter` out.'
  throw new PostriderError('not_implemented_yet', message, { errors: [{ pointer: '/filter', message }] })
}
