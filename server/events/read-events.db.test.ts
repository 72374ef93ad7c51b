import { beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertDelivery, insertEvent, insertSubscription, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { newUuid } from '../platform/uuid.ts'
import { getEvent } from './get-event.ts'
import { listEventDeliveries } from './list-event-deliveries.ts'
import { listEvents } from './list-events.ts'

useDatabase()

let tenantId: string
let actor: Actor

beforeEach(async () => {
  tenantId = await insertTenant()
  actor = actorOf({ tenantId })
})

const event = async (more: Partial<Parameters<typeof insertEvent>[0]> = {}) =>
  toId('event', await insertEvent({ tenantId, ...more }))
const ids = async (query: object, by = actor) =>
  (await listEvents(by, { limit: 50, ...query })).data.map(({ id }) => id)

describe('the list of events', () => {
  test('is newest first, with pages and filters', async () => {
    const first = await event({ type: 'tag.added', correlationId: 'order-7' })
    const second = await event({ idempotencyKey: 'key-1', correlationId: 'order-7' })
    const third = await event()
    expect(await ids({})).toEqual([third, second, first])
    expect(await ids({ type: 'tag.added' })).toEqual([first])
    expect(await ids({ correlation_id: 'order-7' })).toEqual([second, first])
    expect(await ids({ idempotency_key: 'key-1' })).toEqual([second])
    const head = await listEvents(actor, { limit: 2 })
    expect(await ids({ cursor: head.next_cursor })).toEqual([first])
  })

  test('finds an event without a correlation id by its own id', async () => {
    const id = await event()
    await event({ correlationId: 'order-7' })
    expect(await ids({ correlation_id: id })).toEqual([id])
  })

  test('is bounded in time', async () => {
    const at = Date.parse('2026-03-04T12:00:00Z')
    const [first, second] = [await event({ atMs: at }), await event({ atMs: at + 5 })]
    expect(await ids({ after: '2026-03-04T12:00:00.001Z' })).toEqual([second])
    expect(await ids({ before: '2026-03-04T12:00:00.001Z' })).toEqual([first])
  })

  test('shows an app its events in their order, page after page, none twice and none left out', async () => {
    const appId = await insertApp(tenantId)
    const subscriptionId = await insertSubscription({ tenantId, appId })
    const got: string[] = []
    for (let n = 0; n < 12; n++) {
      const eventId = await insertEvent({ tenantId, atMs: Date.now() - 60_000 + n })
      await insertDelivery({ tenantId, appId, subscriptionId, eventId })
      got.unshift(toId('event', eventId))
    }
    const actor = actorOf({ tenantId, appId })
    expect(await ids({}, actor)).toEqual(got)
    const paged: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await listEvents(actor, { limit: 5, ...(cursor && { cursor }) })
      paged.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor
    } while (cursor)
    expect(paged).toEqual(got)
  })

  test('shows an app the events that its subscriptions got, and a stranger none', async () => {
    const appId = await insertApp(tenantId)
    const subscriptionId = await insertSubscription({ tenantId, appId })
    const eventId = await insertEvent({ tenantId })
    await event()
    await insertDelivery({ tenantId, appId, subscriptionId, eventId })
    expect(await ids({}, actorOf({ tenantId, appId }))).toEqual([toId('event', eventId)])
    expect(await ids({}, actorOf({ tenantId, appId: await insertApp(tenantId) }))).toEqual([])
    expect(await ids({}, actorOf({ tenantId: await insertTenant() }))).toEqual([])
  })
})

describe('the outcome of an event', () => {
  const none = { succeeded: 0, waiting: 0, failed: 0, cancelled: 0 }
  const outcomes = async (by: Actor) => (await listEvents(by, { limit: 50 })).data.map(({ outcome }) => outcome)
  const atMs = Date.parse('2026-03-04T12:00:00Z')

  test('counts how its own deliveries stand, also among events of the same millisecond', async () => {
    const [first, second] = [await insertEvent({ tenantId, atMs }), await insertEvent({ tenantId, atMs })]
    await event({ atMs: atMs - 1 })
    for (const status of ['succeeded', 'succeeded', 'pending', 'retrying', 'failed', 'cancelled'] as const)
      await insertDelivery({
        tenantId,
        subscriptionId: await insertSubscription({ tenantId }),
        eventId: first,
        status,
      })
    await insertDelivery({ tenantId, subscriptionId: await insertSubscription({ tenantId }), eventId: second })
    const found = new Map((await listEvents(actor, { limit: 50 })).data.map(({ id, outcome }) => [id, outcome]))
    expect(found.get(toId('event', first))).toEqual({ succeeded: 2, waiting: 2, failed: 1, cancelled: 1 })
    expect(found.get(toId('event', second))).toEqual({ ...none, succeeded: 1 })
    expect([...found.values()]).toContainEqual(none)
  })

  test('is of what an app may see, and nothing without the right to read deliveries', async () => {
    const appId = await insertApp(tenantId)
    const eventId = await insertEvent({ tenantId })
    await insertDelivery({
      tenantId,
      appId,
      subscriptionId: await insertSubscription({ tenantId, appId }),
      eventId,
      status: 'failed',
    })
    await insertDelivery({ tenantId, subscriptionId: await insertSubscription({ tenantId }), eventId })
    expect(await outcomes(actor)).toEqual([{ ...none, succeeded: 1, failed: 1 }])
    expect(await outcomes(actorOf({ tenantId, appId }))).toEqual([{ ...none, failed: 1 }])
    expect(await outcomes(actorOf({ tenantId, scopes: ['events:read'] }))).toEqual([null])
  })
})

describe('an event', () => {
  test('comes with the body as sent, character for character', async () => {
    const data = '{"b":12345678901234567890,"a":1e400,"s":"\\u00e9\\ud83d\\ude00"}'
    const id = await event({ data, warnings: [{ pointer: '/a', message: 'must be integer' }] })
    expect(await getEvent(actor, { id })).toMatchObject({
      id,
      correlation_id: id,
      body: `{"id":"x","data":${data}}`,
      warnings: [{ pointer: '/a', message: 'must be integer' }],
      skipped: [],
    })
  })

  test('says who did not get it and why; to an app only of its own subscriptions', async () => {
    const appId = await insertApp(tenantId)
    const [own, foreign] = [await insertSubscription({ tenantId, appId }), await insertSubscription({ tenantId })]
    const skipped = [
      { subscription: own, reason: 'disabled' },
      { subscription: foreign, reason: 'no_match' },
    ]
    const eventId = await insertEvent({ tenantId, skipped })
    await insertDelivery({ tenantId, appId, subscriptionId: await insertSubscription({ tenantId, appId }), eventId })
    const shown = skipped.map(({ subscription, reason }) => ({
      subscription: toId('subscription', subscription),
      reason,
    }))
    expect((await getEvent(actor, { id: toId('event', eventId) })).skipped).toEqual(shown)
    const asApp = await getEvent(actorOf({ tenantId, appId }), { id: toId('event', eventId) })
    expect(asApp.skipped).toEqual(shown.slice(0, 1))
  })

  test('lists its deliveries, and only those within reach', async () => {
    const appId = await insertApp(tenantId)
    const [ofApp, other] = [await insertSubscription({ tenantId, appId }), await insertSubscription({ tenantId })]
    const eventId = await insertEvent({ tenantId })
    const own = await insertDelivery({ tenantId, appId, subscriptionId: ofApp, eventId })
    const foreign = await insertDelivery({ tenantId, subscriptionId: other, eventId })
    await insertDelivery({ tenantId, subscriptionId: other, eventId: await insertEvent({ tenantId }) })
    const list = async (by: Actor) =>
      (await listEventDeliveries(by, { id: toId('event', eventId), limit: 50 })).data.map(({ id }) => id)
    expect(await list(actor)).toEqual(
      [own, foreign]
        .sort()
        .reverse()
        .map((id) => toId('delivery', id)),
    )
    expect(await list(actorOf({ tenantId, appId }))).toEqual([toId('delivery', own)])
  })

  test('of others is not found', async () => {
    const id = await event()
    const strangers = [
      actorOf({ tenantId: await insertTenant() }),
      actorOf({ tenantId, appId: await insertApp(tenantId) }),
    ]
    for (const by of strangers) {
      await expect(getEvent(by, { id })).rejects.toMatchObject({ code: 'not_found' })
      await expect(listEventDeliveries(by, { id, limit: 50 })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(getEvent(actor, { id: toId('event', newUuid()) })).rejects.toMatchObject({ code: 'not_found' })
  })
})
