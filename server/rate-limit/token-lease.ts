import type { LimitVerdict } from './local-limit.ts'
import type { Grant } from './rate-bucket-store.ts'
import type { BucketLimit } from './token-bucket.ts'

/** A portion lasts about so long at the full rate, so that a busy process asks the database ten times a second at most. */
const portionSeconds = 0.1
/** Tokens not used by then are forfeited: held longer, they would let bursts add up over processes. */
const leaseLastsMs = 1_000

/**
 * One process's share of a limit that holds over all processes. Portions of tokens come from a shared bucket; in between
 * they are counted down here, without a statement per request. Tokens are taken from the bucket before they are used, so
 * the limit is never exceeded, however many processes there are.
 */
export class TokenLease {
  readonly limit: BucketLimit
  private readonly acquire: (needed: number, wanted: number) => Promise<Grant>
  private readonly now: () => number
  private tokens = 0
  private leasedAtMs = Number.NEGATIVE_INFINITY
  private leftOver: number
  private emptyUntilMs = Number.NEGATIVE_INFINITY
  private refilling: Promise<void> | null = null

  constructor(
    limit: BucketLimit,
    acquire: (needed: number, wanted: number) => Promise<Grant>,
    now: () => number = () => performance.now(),
  ) {
    this.limit = limit
    this.acquire = acquire
    this.now = now
    this.leftOver = limit.burst
  }

  /** Takes `count` tokens or none; answers without waiting while the portion lasts. Throws what the database throws. */
  take(count: number): LimitVerdict | Promise<LimitVerdict> {
    if (this.tryTake(count)) {
      // Half used up: the next portion comes before this one ends.
      if (this.tokens < this.portion() / 2) void this.refill(1).catch(() => undefined)
      return this.verdict(true)
    }
    return this.takeSlowly(count)
  }

  private async takeSlowly(count: number): Promise<LimitVerdict> {
    for (;;) {
      if (this.tryTake(count)) return this.verdict(true)
      if (this.now() < this.emptyUntilMs) return this.verdict(false)
      if (this.refilling) await this.refilling
      else await this.refill(count)
    }
  }

  private tryTake(count: number): boolean {
    if (this.now() - this.leasedAtMs > leaseLastsMs) this.tokens = 0
    if (this.tokens < count) return false
    this.tokens -= count
    return true
  }

  private portion(): number {
    return Math.max(1, Math.ceil(this.limit.perSecond * portionSeconds))
  }

  private refill(needed: number): Promise<void> {
    this.refilling ??= this.lease(Math.max(1, needed - this.tokens)).finally(() => {
      this.refilling = null
    })
    return this.refilling
  }

  private async lease(needed: number): Promise<void> {
    const grant = await this.acquire(needed, Math.max(needed, this.portion()))
    this.leftOver = grant.leftOver
    if (grant.granted > 0) {
      if (this.now() - this.leasedAtMs > leaseLastsMs) this.tokens = 0
      this.tokens += grant.granted
      this.leasedAtMs = this.now()
    } else {
      const missing = Math.min(needed, this.limit.burst) - grant.leftOver
      this.emptyUntilMs = this.now() + Math.max(1, (missing / this.limit.perSecond) * 1000)
    }
  }

  private verdict(isAllowed: boolean): LimitVerdict {
    return {
      isAllowed,
      remaining: Math.max(0, Math.floor(this.tokens + Math.max(0, this.leftOver))),
      retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil((this.emptyUntilMs - this.now()) / 1000)),
    }
  }
}
