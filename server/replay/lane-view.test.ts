import { expect, test } from 'vitest'
import { isWaiting } from './lane-view.ts'

test('a replay waits while everything that is left of it is held', () => {
  const hold = { reason: 'paused' as const, next_probe_at: null }
  const lane = (done: number, held: typeof hold | null, stopped: string | null = null) => ({
    ...{ subscription: 'sub_1', url: 'https://a.example', total: 4, queued: 2, failed: 0 },
    ...{ done, held, stopped_reason: stopped },
  })
  const waits = (...lanes: ReturnType<typeof lane>[]) => isWaiting({ status: 'running' }, lanes)
  expect(waits(lane(1, hold), lane(4, null), lane(2, null, 'It was deleted.'))).toBe(true)
  expect(waits(lane(1, hold), lane(1, null))).toBe(false)
  expect(waits(lane(4, null))).toBe(false)
  expect(isWaiting({ status: 'paused' }, [lane(1, hold)])).toBe(false)
})
