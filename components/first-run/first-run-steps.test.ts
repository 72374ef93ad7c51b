import { expect, test } from 'vitest'
import { firstRunSteps } from './first-run-steps.ts'

const nothing = { hasSubscription: false, recent: [], hasFailed: false, hasSettled: false }
const silent = { ticked: false, hidden: false }

test('steps are ticked off by what is there', () => {
  expect(firstRunSteps(nothing, silent)).toEqual({ subscribed: false, sent: false, verified: false, retried: false })
  expect(firstRunSteps(nothing, { ticked: true, hidden: false })).toMatchObject({ verified: false })
  const sent = { ...nothing, hasSubscription: true, recent: [{ attempt_count: 1 }] }
  expect(firstRunSteps(sent, silent)).toEqual({ subscribed: true, sent: true, verified: false, retried: false })
  const retried = expect.objectContaining({ retried: true })
  expect(firstRunSteps({ ...sent, recent: [{ attempt_count: 2 }] }, silent)).toEqual(retried)
  expect(firstRunSteps({ ...sent, hasFailed: true }, silent)).toEqual(retried)
  // What was done stays done, however many new ones have come since.
  expect(firstRunSteps(sent, { ...silent, hasRetried: true })).toEqual(retried)
})

test('the list ends with all done; it goes when it is hidden and where things have arrived for days', () => {
  const all = { hasSubscription: true, recent: [{ attempt_count: 2 }], hasFailed: false, hasSettled: false }
  expect(firstRunSteps(all, { ticked: true, hidden: false })).toBe('over')
  expect(firstRunSteps(all, { ticked: true, hidden: true })).toBeNull()
  expect(firstRunSteps(nothing, { ticked: false, hidden: true })).toBeNull()
  expect(firstRunSteps({ ...nothing, hasSettled: true }, silent)).toBeNull()
})
