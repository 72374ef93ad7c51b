import { expect, test } from 'vitest'
import { deliveriesOfReplay } from './replay-deliveries.ts'

const window = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' }
const replay = { id: 'rpl_1', ...window, subscription: null }
const asked = (link: string) => Object.fromEntries(new URL(link, 'http://portal').searchParams)

test('the deliveries of a replay are looked for in its window, and at its subscription', () => {
  const own = { replay: 'rpl_1', after: window.from, before: window.to }
  expect(asked(deliveriesOfReplay(replay))).toEqual(own)
  expect(asked(deliveriesOfReplay({ ...replay, subscription: 'sub_1' }))).toEqual({ ...own, subscription: 'sub_1' })
  expect(asked(deliveriesOfReplay(replay, 'sub_2'))).toEqual({ ...own, subscription: 'sub_2' })
})
