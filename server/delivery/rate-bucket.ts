/** A read takes about this long at most. */
const readMs = 50

/**
 * Requests a second of one lane: tokens arrive evenly. A tenth of a second's worth is saved up, or one token and what arrives
 * while it is fetched a delivery for: without that a slow rate would lose a read's duration at every token. Times in milliseconds.
 */
export class RateBucket {
  readonly perSecond: number
  private readonly capacity: number
  private tokens: number
  private at: number

  /** Starts empty: a takeover after a crash must not grant a second burst. */
  constructor(perSecond: number, now: number) {
    this.perSecond = perSecond
    this.capacity = Math.max(1 + (perSecond * readMs) / 1000, perSecond / 10)
    this.tokens = 0
    this.at = now
  }

  available(now: number): number {
    this.refill(now)
    return Math.floor(this.tokens)
  }

  take(now: number): void {
    this.refill(now)
    this.tokens -= 1
  }

  /** Until the next whole token. */
  waitMs(now: number): number {
    this.refill(now)
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) * 1000) / this.perSecond)
  }

  private refill(now: number): void {
    if (now <= this.at) return
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.at) * this.perSecond) / 1000)
    this.at = now
  }
}
