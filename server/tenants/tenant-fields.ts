import type { Input } from '../contract/operations.ts'
import { assertUsableAddresses } from '../outbound/address-list.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import type { TenantFields } from './tenant-store.ts'

/** What is given, as it is stored; throws `validation_failed` for addresses that the outbound guard would not read. */
export function tenantFields(given: Input<'updateTenant'>): Partial<TenantFields> {
  assertUsableAddresses({ ip_allow: given.ip_allow, ip_deny: given.ip_deny })
  return {
    uid: given.uid,
    name: given.name,
    publishRatePerSecond: given.publish_rate_per_second,
    ipAllow: given.ip_allow,
    ipDeny: given.ip_deny,
    frameAncestors: given.frame_ancestors,
    portalTheme: given.portal_theme,
  }
}

/** Everything a new tenant is stored with. */
export function newTenantFields(given: Input<'createTenant'>): TenantFields {
  assertUsableAddresses({ ip_allow: given.ip_allow, ip_deny: given.ip_deny })
  return {
    uid: given.uid ?? null,
    name: given.name,
    publishRatePerSecond: given.publish_rate_per_second ?? null,
    ipAllow: given.ip_allow ?? [],
    ipDeny: given.ip_deny ?? [],
    frameAncestors: given.frame_ancestors ?? [],
    portalTheme: given.portal_theme ?? null,
  }
}

const byOperators = {
  uid: "change a tenant's uid",
  publish_rate_per_second: "change a tenant's publish limit",
  ip_allow: 'change where a tenant may deliver to',
  ip_deny: 'change where a tenant may deliver to',
  frame_ancestors: "change who may frame a tenant's portal",
  portal_theme: "change how a tenant's portal looks",
} as const

/** A tenant may rename itself; everything else is the operator's. Throws `forbidden`. */
export function requireRightToChange(actor: Actor, given: Input<'updateTenant'>): void {
  for (const [field, what] of Object.entries(byOperators)) {
    if (given[field as keyof typeof byOperators] !== undefined) requireOperator(actor, what)
  }
}
