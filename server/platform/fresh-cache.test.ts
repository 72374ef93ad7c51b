import { describe, expect, test } from 'vitest'
import { FreshCache } from './fresh-cache.ts'

function setUp() {
  let nowMs = 0
  let isCurrent = true
  let tell: (uuid: string | null) => void = () => undefined
  let loads = 0
  const cache = new FreshCache<{ uuid: string; load: number }>({
    changes: {
      isCurrent: () => isCurrent,
      onChange: (listener) => {
        tell = listener
      },
    },
    capacity: 2,
    uuidsOf: (value) => [value.uuid],
    now: () => nowMs,
  })
  return {
    cache,
    loads: () => loads,
    get: (key: string) => cache.get(key, async () => ({ uuid: key, load: ++loads })),
    pass: (ms: number) => {
      nowMs += ms
    },
    loseFeed: () => {
      isCurrent = false
    },
    tell: (uuid: string | null) => tell(uuid),
  }
}

describe('a cache of rows that every request needs', () => {
  test('loads once for concurrent and later calls while the feed works', async () => {
    const given = setUp()
    await Promise.all([given.get('a'), given.get('a')])
    given.pass(50_000)
    await given.get('a')
    expect(given.loads()).toBe(1)
  })

  test('forgets what the feed says has changed, and only that', async () => {
    const given = setUp()
    await given.get('a')
    await given.get('b')
    given.tell('a')
    expect(given.cache.peek('a')).toBeUndefined()
    expect(given.cache.peek('b')).toBeDefined()
    given.tell(null)
    expect(given.cache.peek('b')).toBeUndefined()
  })

  test('lives one second without a feed', async () => {
    const given = setUp()
    await given.get('a')
    given.loseFeed()
    given.pass(999)
    expect(given.cache.peek('a')).toBeDefined()
    given.pass(1)
    expect(given.cache.peek('a')).toBeUndefined()
  })

  test('does not keep what was read before a change that was heard during the read', async () => {
    const given = setUp()
    await given.cache.get('a', async () => {
      given.tell('a')
      return { uuid: 'a', load: 0 }
    })
    expect(given.cache.peek('a')).toBeUndefined()
  })

  test('does not remember that nothing was found, nor a failure', async () => {
    const given = setUp()
    expect(await given.cache.get('a', async () => null)).toBeNull()
    await expect(given.cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect(await given.get('a')).toEqual({ uuid: 'a', load: 1 })
  })

  test('holds no more than its capacity', async () => {
    const given = setUp()
    for (const key of ['a', 'b', 'c']) await given.get(key)
    expect(given.cache.peek('a')).toBeUndefined()
    expect(given.cache.peek('c')).toBeDefined()
  })
})
