import { expect, test } from 'vitest'
import { exactTime } from '../time/time-text.ts'
import { withReadersTime } from './alert-words.ts'

test('times of a message are told where the reader is', () => {
  const time = exactTime(Date.UTC(2026, 10, 28, 9, 57)).slice(0, 16)
  expect(withReadersTime('Failing since 2026-11-28 09:57 UTC. It waits.')).toBe(`Failing since ${time}. It waits.`)
  expect(withReadersTime('A delivery has been due for 5 minutes.')).toBe('A delivery has been due for 5 minutes.')
})
