/** A read takes about this long: a slow rate would lose it at every token if no more than one could be saved up. */
const readMs = 50
/** Saved up while a busy process is late. Ten seconds hold at most 4 % more than ten times the rate. */
const lateMs = 400

/** Requests a second of one lane: tokens arrive evenly. Times in milliseconds. */
export class RateBucket {
  readonly perSecond: number
  private readonly capacity: number
  private tokens: number
  private at: number

  /** Starts empty: a takeover after a crash must not grant a second burst. */
  constructor(perSecond: number, now: number) {
    this.perSecond = perSecond
    this.capacity = Math.max(1 + (perSecond * readMs) / 1000, (perSecond * lateMs) / 1000)
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
