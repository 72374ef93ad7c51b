import { describe, expect, test } from 'vitest'
import { type Bucket, fullBucket, takeTokens } from './token-bucket.ts'
import { TokenLease } from './token-lease.ts'

const limit = { perSecond: 100, burst: 100 }

/** A shared bucket as the database keeps it, and leases of several processes on it. */
function setUp(processes: number) {
  let nowMs = 0
  let statements = 0
  let bucket: Bucket = fullBucket(limit, 0)
  const acquire = async (needed: number, wanted: number) => {
    statements += 1
    await Promise.resolve()
    const probe = takeTokens(bucket, limit, needed, nowMs)
    bucket = probe.bucket
    const extra = probe.isAllowed ? Math.max(0, Math.min(wanted - needed, Math.floor(bucket.tokens))) : 0
    bucket = { ...bucket, tokens: bucket.tokens - extra }
    return { granted: probe.isAllowed ? needed + extra : 0, leftOver: bucket.tokens }
  }
  const leases = Array.from({ length: processes }, () => new TokenLease(limit, acquire, () => nowMs))
  return {
    leases,
    lease: leases[0] as TokenLease,
    statements: () => statements,
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

describe('leased tokens', () => {
  test('most takes need no statement', async () => {
    const { lease, statements, pass } = setUp(1)
    for (let n = 0; n < 200; n++) {
      pass(20)
      expect((await lease.take(1)).isAllowed).toBe(true)
    }
    expect(statements()).toBeLessThanOrEqual(60)
  })

  test('several processes together get no more than the limit', async () => {
    const { leases, pass } = setUp(4)
    let allowed = 0
    for (let step = 0; step < 100; step++) {
      pass(100)
      for (const lease of leases) {
        const verdicts = await Promise.all(Array.from({ length: 10 }, () => lease.take(1)))
        allowed += verdicts.filter((verdict) => verdict.isAllowed).length
      }
    }
    // Ten seconds of inflow and the first burst; 4,000 were asked for. Portions that lapse may cost a little.
    expect(allowed).toBeLessThanOrEqual(1_100)
    expect(allowed).toBeGreaterThan(1_000)
  })

  test('while the bucket is empty refusals need no statement and say when to come back', async () => {
    const { lease, statements } = setUp(1)
    await lease.take(150)
    await lease.take(1)
    const before = statements()
    for (let n = 0; n < 50; n++) {
      expect(await lease.take(1)).toMatchObject({ isAllowed: false, remaining: 0, retryAfterSeconds: 1 })
    }
    expect(statements()).toBe(before)
  })

  test('a failing database fails the request instead of letting it through', async () => {
    const lease = new TokenLease(limit, () => Promise.reject(new Error('away')))
    await expect(lease.take(1)).rejects.toThrow('away')
  })

  test('a portion that was not used in a second is forfeited', async () => {
    const { lease, statements, pass } = setUp(1)
    await lease.take(1)
    const before = statements()
    pass(1_100)
    await lease.take(1)
    expect(statements()).toBeGreaterThan(before)
  })
})
