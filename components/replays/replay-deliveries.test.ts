import { expect, test } from 'vitest'
import { deliveriesOfReplay } from './replay-deliveries.ts'

const window = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' }
const replay = { ...window, types: null, subscription: null, matching: null }
const asked = (link: string) => Object.fromEntries(new URL(link, 'http://portal').searchParams)

test('the deliveries of a replay are narrowed to its window, its subscription, its only type and its event', () => {
  expect(asked(deliveriesOfReplay(replay))).toEqual({ after: window.from, before: window.to })
  expect(asked(deliveriesOfReplay({ ...replay, subscription: 'sub_1', types: ['a.b'] }))).toMatchObject({
    subscription: 'sub_1',
    type: 'a.b',
  })
  expect(asked(deliveriesOfReplay({ ...replay, matching: { event: 'evt_1' } }))).toMatchObject({ event: 'evt_1' })
  expect(asked(deliveriesOfReplay(replay, 'sub_2'))).toMatchObject({ subscription: 'sub_2' })
})

test('several types and a status of before are left out: the list cannot say them', () => {
  const filtered = deliveriesOfReplay({ ...replay, types: ['a', 'b'], matching: { status: 'failed' } })
  expect(asked(filtered)).toEqual({ after: window.from, before: window.to })
})
