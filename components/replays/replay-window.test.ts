import { expect, test } from 'vitest'
import { rangeOf, windowFaults } from './replay-window.ts'

const now = Date.parse('2026-03-04T12:00:00Z')
const at = (time: string) => ({ from: time, until: '' })

test.each([
  [at(''), { from: 'Say from when on.' }],
  [at('2026-03-04T13:00Z'), { from: 'Must not be in the future.' }],
  [{ from: '2026-03-04T10:00Z', until: '2026-03-04T10:00Z' }, { until: 'Must be after “From”.' }],
  [{ from: '2026-03-04T10:00Z', until: '2026-03-04T10:01Z' }, {}],
  [at('2026-03-04T10:00Z'), {}],
])('of %j is said %j', (typed, faults) => {
  expect(windowFaults(typed, now)).toEqual(faults)
})

test('a window is a span until now, or what was typed and never the future', () => {
  expect(rangeOf('3600000', at(''), now)).toEqual({ from: '2026-03-04T11:00:00.000Z' })
  expect(rangeOf('custom', at('2026-03-04T10:00Z'), now)).toEqual({ from: '2026-03-04T10:00:00.000Z' })
  expect(rangeOf('custom', { from: '2026-03-04T10:00Z', until: '2026-03-05T10:00Z' }, now)).toEqual({
    from: '2026-03-04T10:00:00.000Z',
    to: '2026-03-04T12:00:00.000Z',
  })
})
