import { expect, test } from 'vitest'
import { rangeOf, windowFaults } from './replay-window.ts'

const iso = (time: string) => new Date(time).toISOString()
const now = Date.parse('2026-03-04T12:00')
const at = (time: string) => ({ from: time, until: '' })

test.each([
  [at(''), { from: 'Say from when on.' }],
  [at('2026-03-04T13:00'), { from: 'Must not be in the future.' }],
  [{ from: '2026-03-04T10:00', until: '2026-03-04T10:00' }, { until: 'Must be after “From”.' }],
  [{ from: '2026-03-04T10:00', until: '2026-03-04T10:01' }, {}],
  [at('2026-03-04 10:00'), {}],
  [at('this morning'), { from: 'Write it like 2026-11-28 17:00.' }],
  [{ from: '2026-03-04 10:00', until: 'noon' }, { until: 'Write it like 2026-11-28 17:00.' }],
])('of %j is said %j', (typed, faults) => {
  expect(windowFaults(typed, now)).toEqual(faults)
})

test('a window is a span until now, or what was typed and never the future', () => {
  expect(rangeOf('3600000', at(''), now)).toEqual({ from: iso('2026-03-04T11:00') })
  expect(rangeOf('custom', at('2026-03-04T10:00'), now)).toEqual({ from: iso('2026-03-04T10:00') })
  expect(rangeOf('custom', { from: '2026-03-04T10:00', until: '2026-03-05T10:00' }, now)).toEqual({
    from: iso('2026-03-04T10:00'),
    to: iso('2026-03-04T12:00'),
  })
})
