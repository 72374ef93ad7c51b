import type { Changes } from '../platform/fresh-cache.ts'
import { FreshCache } from '../platform/fresh-cache.ts'
import { findTenant, type TenantRow } from '../tenants/tenant-store.ts'
import type { LimitVerdict } from './local-limit.ts'
import { takeSharedTokens } from './rate-bucket-store.ts'
import type { BucketLimit } from './token-bucket.ts'
import { TokenLease } from './token-lease.ts'

const capacity = 20_000

export interface PublishVerdict extends LimitVerdict {
  limit: BucketLimit
}

/** The publish limits of keys and tenants, which hold over all web processes. */
export class PublishLimits {
  private readonly leases = new Map<string, TokenLease>()
  private readonly tenants: FreshCache<TenantRow>

  constructor(changes: Changes) {
    this.tenants = new FreshCache({ changes, capacity, uuidsOf: (tenant) => [tenant.id] })
  }

  /** Takes `count` events of the key's own limit; null: it has none. */
  takeForKey(
    key: { uuid: string; publishRatePerSecond: number | null },
    count: number,
  ): Promise<PublishVerdict> | PublishVerdict | null {
    if (key.publishRatePerSecond === null) return null
    return this.take(`key:${key.uuid}`, key.publishRatePerSecond, count)
  }

  /**
   * Takes `count` events of the limit of the tenant that an id or uid names; null: it has none, or there is no such tenant
   * for a key bound to `boundTo` (uuid), so that nobody can use up the limit of somebody else.
   */
  async takeForTenant(ref: string, boundTo: string | null, count: number): Promise<PublishVerdict | null> {
    const tenant = this.tenants.peek(ref) ?? (await this.tenants.get(ref, () => findTenant(null, ref)))
    if (!tenant || tenant.publishRatePerSecond === null) return null
    if (boundTo !== null && boundTo !== tenant.id) return null
    return this.take(`tenant:${tenant.id}`, tenant.publishRatePerSecond, count)
  }

  private take(name: string, perSecond: number, count: number): Promise<PublishVerdict> | PublishVerdict {
    const lease = this.leaseOf(name, perSecond)
    const verdict = lease.take(count)
    const { limit } = lease
    return verdict instanceof Promise ? verdict.then((late) => ({ ...late, limit })) : { ...verdict, limit }
  }

  private leaseOf(name: string, perSecond: number): TokenLease {
    const known = this.leases.get(name)
    if (known?.limit.perSecond === perSecond) return known
    // One second's worth may come at once.
    const limit = { perSecond, burst: perSecond }
    const lease = new TokenLease(limit, (needed, wanted) => takeSharedTokens(name, limit, needed, wanted))
    if (this.leases.size >= capacity) this.leases.delete(this.leases.keys().next().value as string)
    this.leases.set(name, lease)
    return lease
  }
}
