import { expect, test } from 'vitest'
import { percentDone, replayName } from './replay-words.ts'

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
