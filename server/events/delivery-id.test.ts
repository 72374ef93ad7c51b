import { expect, test } from 'vitest'
import { millisecondsOf, newUuid } from '../platform/uuid.ts'
import { deliveryId } from './delivery-id.ts'

test('an event and a subscription have one delivery id, and no other pair has it', () => {
  const events = Array.from({ length: 100 }, newUuid)
  const subscriptions = Array.from({ length: 100 }, newUuid)
  const ids = events.flatMap((event) => subscriptions.map((subscription) => deliveryId(event, subscription)))
  expect(new Set(ids).size).toBe(10_000)
  expect(deliveryId(events[0] as string, subscriptions[0] as string)).toBe(ids[0])
})

test('it lies in the partition of its event: same milliseconds, version 7', () => {
  const event = newUuid()
  const id = deliveryId(event, newUuid())
  expect(millisecondsOf(id)).toBe(millisecondsOf(event))
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
