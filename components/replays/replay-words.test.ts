import { expect, test } from 'vitest'
import { isWaiting, percentDone, replayName } from './replay-words.ts'

test('progress counts what failed, never passes 100, and is 100 only at the end', () => {
  const at = (done: number, failed: number, total: number) => percentDone({ done, failed, total, status: 'running' })
  expect(at(50, 25, 100)).toBe(75)
  expect(at(999, 0, 1000)).toBe(99)
  expect(at(0, 0, 0)).toBe(0)
  expect(at(12, 0, 10)).toBe(100)
  expect(percentDone({ done: 3, failed: 0, total: 9, status: 'completed' })).toBe(100)
})

test('a replay is named by what it is made of, one of filtered deliveries by the filters', () => {
  const name = (choice: Partial<Parameters<typeof replayName>[0]>) =>
    replayName({ include: 'all', matching: null, types: null, ...choice })
  expect(name({ include: 'failed' })).toBe('Dead letters')
  expect(name({ include: 'failed', types: ['a.b', 'c.d'] })).toBe('Dead letters with type a.b, c.d')
  expect(name({})).toBe('Everything sent before')
  expect(name({ matching: {} })).toBe('All deliveries')
  expect(name({ matching: { status: 'succeeded', code_class: '2xx' }, types: ['a.b'] })).toBe(
    'Deliveries with status Succeeded and type a.b and result 2xx',
  )
})

test('a replay waits while everything that is left of it is held', () => {
  const hold = { reason: 'paused' as const, next_probe_at: null }
  const lane = (done: number, held: typeof hold | null, stopped: string | null = null) => ({
    ...{ subscription: 'sub_1', url: 'https://a.example', total: 4, queued: 2, failed: 0 },
    ...{ done, held, stopped_reason: stopped },
  })
  const waits = (...lanes: ReturnType<typeof lane>[]) => isWaiting({ status: 'running', lanes })
  expect(waits(lane(1, hold), lane(4, null), lane(2, null, 'It was deleted.'))).toBe(true)
  expect(waits(lane(1, hold), lane(1, null))).toBe(false)
  expect(waits(lane(4, null))).toBe(false)
  expect(isWaiting({ status: 'paused', lanes: [lane(1, hold)] })).toBe(false)
})
