import { type Bucket, type BucketLimit, fullBucket, takeTokens } from './token-bucket.ts'

export interface LimitVerdict {
  isAllowed: boolean
  remaining: number
  retryAfterSeconds: number
}

/** Most names remembered; a bucket that has been full again for long is the first to go. */
const capacity = 50_000

/** One bucket per name (a key, an address) in this process. For limits that protect the process, not for promises. */
export class LocalLimit {
  readonly limit: BucketLimit
  private readonly buckets = new Map<string, Bucket>()
  private readonly now: () => number

  constructor(limit: BucketLimit, now: () => number = () => performance.now()) {
    this.limit = limit
    this.now = now
  }

  take(name: string, count = 1): LimitVerdict {
    const nowMs = this.now()
    const taken = takeTokens(this.buckets.get(name) ?? fullBucket(this.limit, nowMs), this.limit, count, nowMs)
    // Deleting first keeps the map in order of last use.
    this.buckets.delete(name)
    this.buckets.set(name, taken.bucket)
    if (this.buckets.size > capacity) this.buckets.delete(this.buckets.keys().next().value as string)
    return taken
  }

  /** Whether `take` would be allowed, without taking. */
  check(name: string): LimitVerdict {
    const nowMs = this.now()
    return takeTokens(this.buckets.get(name) ?? fullBucket(this.limit, nowMs), this.limit, 1, nowMs)
  }
}
