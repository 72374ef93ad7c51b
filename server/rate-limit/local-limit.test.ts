import { describe, expect, test } from 'vitest'
import { LocalLimit } from './local-limit.ts'

describe('a limit of this process', () => {
  test('counts every name by itself', () => {
    const limit = new LocalLimit({ perSecond: 1, burst: 2 }, () => 0)
    expect([limit.take('a'), limit.take('a'), limit.take('a')].map((verdict) => verdict.isAllowed)).toEqual([
      true,
      true,
      false,
    ])
    expect(limit.take('b')).toMatchObject({ isAllowed: true, remaining: 1 })
  })

  test('can be looked at without taking', () => {
    const limit = new LocalLimit({ perSecond: 1, burst: 1 }, () => 0)
    for (let n = 0; n < 3; n++) expect(limit.check('a').isAllowed).toBe(true)
    limit.take('a')
    expect(limit.check('a')).toMatchObject({ isAllowed: false, retryAfterSeconds: 1 })
  })

  test('remembers a bounded number of names, the latest', () => {
    const limit = new LocalLimit({ perSecond: 1, burst: 1 }, () => 0)
    for (let n = 0; n <= 50_000; n++) limit.take(`name ${n}`)
    expect(limit.check('name 50000').isAllowed).toBe(false)
    expect(limit.check('name 0').isAllowed).toBe(true)
  })
})
