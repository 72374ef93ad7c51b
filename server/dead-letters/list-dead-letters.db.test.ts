import { beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertDelivery, insertEvent, insertSubscription, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { redeliverDeliveries } from '../delivery/redeliver-deliveries.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { countDeadLetters } from './count-dead-letters.ts'
import { listDeadLetterGroups } from './list-dead-letter-groups.ts'
import { listDeadLetters } from './list-dead-letters.ts'
import { redeliverDeadLetters } from './redeliver-dead-letters.ts'

useDatabase()

let tenantId: string
let subscriptionId: string
let actor: Actor

beforeEach(async () => {
  tenantId = await insertTenant()
  subscriptionId = await insertSubscription({ tenantId })
  actor = actorOf({ tenantId })
})

async function die(
  more: { type?: string; error?: string; code?: number; appId?: string; subscriptionId?: string } = {},
) {
  const eventId = await insertEvent({ tenantId, type: more.type })
  return insertDelivery({ tenantId, subscriptionId, status: 'failed', error: 'timeout', ...more, eventId })
}

const ids = async (query: object, by = actor) =>
  (await listDeadLetters(by, { limit: 50, ...query })).data.map(({ id }) => id)

describe('the list of dead letters', () => {
  test('tells what died of what', async () => {
    const uuid = await die({ error: 'http_error', code: 500 })
    const { data } = await listDeadLetters(actor, { limit: 50 })
    expect(data).toEqual([
      {
        id: toId('delivery', uuid),
        event: expect.stringMatching(/^evt_/),
        tenant: toId('tenant', tenantId),
        app: null,
        subscription: toId('subscription', subscriptionId),
        url: 'https://example.com/hooks',
        subscription_deleted: false,
        type: 'memory.created',
        cause: 'exhausted',
        code: 500,
        error: 'http_error',
        attempt_count: 1,
        absent: false,
        created_at: expect.any(String),
        died_at: expect.any(String),
      },
    ])
  })

  test('filters and pages', async () => {
    const other = await insertSubscription({ tenantId })
    const [a, b, c] = [
      toId('delivery', await die({ type: 'tag.added' })),
      toId('delivery', await die({ error: 'http_error', code: 500 })),
      toId('delivery', await die({ subscriptionId: other })),
    ]
    await database().pool.query(`update dead_letters set cause = 'expired' where subscription_id = $1`, [other])
    expect(await ids({})).toEqual([c, b, a])
    expect(await ids({ type: 'tag.added' })).toEqual([a])
    expect(await ids({ error: 'timeout' })).toEqual([c, a])
    expect(await ids({ code: 500 })).toEqual([b])
    expect(await ids({ cause: 'expired' })).toEqual([c])
    expect(await ids({ subscription: toId('subscription', subscriptionId) })).toEqual([b, a])
    const head = await listDeadLetters(actor, { limit: 2 })
    const tail = await listDeadLetters(actor, { limit: 2, cursor: head.next_cursor as string })
    expect(tail).toMatchObject({ data: [{ id: a }], has_more: false })
    expect(await ids({ cursor: tail.prev_cursor, limit: 2 })).toEqual([c, b])
  })

  test('is counted by the filters that actions take, those that nobody would take apart', async () => {
    const disabled = await insertSubscription({ tenantId })
    await database().pool.query(`update subscriptions set status = 'disabled' where id = $1`, [disabled])
    await die({ type: 'tag.added' })
    await die({ error: 'http_error', code: 500 })
    await die({ error: 'http_error', code: 500, subscriptionId: disabled })
    await database().pool.query(`update dead_letters set absent = true where event_type = 'tag.added'`)
    expect(await countDeadLetters(actor, {})).toEqual({ total: 3, sendable: 2, absent: 1, is_capped: false, held: [] })
    expect(await countDeadLetters(actor, { code: 500 })).toMatchObject({ total: 2, sendable: 1, absent: 0 })
    expect(await countDeadLetters(actorOf({ tenantId: await insertTenant() }), {})).toMatchObject({ total: 0 })
  })

  test('is counted with the receivers that keep theirs waiting, and since when and why they fail', async () => {
    const failing = await insertSubscription({ tenantId, url: 'https://away.example/hooks' })
    const uuid = await die({ error: 'http_error', code: 404, subscriptionId: failing })
    await die()
    await database().pool.query(
      `update lane_states set circuit = 'open', circuit_opened_at = now(), failing_since = '2026-01-01T10:00:00Z',
              next_probe_at = '2026-01-01T11:00:00Z', failed_deliveries = array[$2::uuid] where subscription_id = $1`,
      [failing, uuid],
    )
    const { held } = await countDeadLetters(actor, {})
    const receiver = {
      subscription: toId('subscription', failing),
      url: 'https://away.example/hooks',
      count: 1,
      reason: 'circuit_open',
      next_probe_at: '2026-01-01T11:00:00.000Z',
      since: '2026-01-01T10:00:00.000Z',
      until: null,
      code: 404,
      error: 'http_error',
    }
    expect(held).toEqual([receiver])
    const chosen = { ids: [toId('delivery', uuid)] }
    expect((await redeliverDeliveries(actor, { ...chosen, dry_run: true })).held).toEqual([receiver])
    expect(await redeliverDeadLetters(actor, chosen)).toEqual({ redelivered: 1, skipped: 0, held: [receiver] })
  })

  test('narrows to a group by its fingerprint', async () => {
    const a = toId('delivery', await die({ error: 'http_error', code: 500 }))
    await die({ error: 'timeout' })
    const { data } = await listDeadLetterGroups(actor, {})
    const group = data.find(({ code }) => code === 500)
    expect(await ids({ fingerprint: group?.fingerprint })).toEqual([a])
    expect(await countDeadLetters(actor, { fingerprint: group?.fingerprint })).toMatchObject({ total: 1 })
  })

  test('names the receiver of a group while there is one', async () => {
    const urls = async () => (await listDeadLetterGroups(actor, {})).data.map(({ url }) => url)
    await die({ error: 'timeout' })
    await die({ error: 'timeout' })
    const { rows } = await database().pool.query('select url from subscriptions where id = $1', [subscriptionId])
    expect(await urls()).toEqual([rows[0].url])
    await die({ error: 'timeout', subscriptionId: await insertSubscription({ tenantId }) })
    expect(await urls()).toEqual([null])
  })

  test('says that nobody is there any more to send to, and whose they were', async () => {
    await die({ code: 404 })
    await database().pool.query('update subscriptions set deleted_at = now() where id = $1', [subscriptionId])
    expect((await listDeadLetters(actor, { limit: 50 })).data).toMatchObject([{ subscription_deleted: true }])
    expect((await listDeadLetterGroups(actor, {})).data).toMatchObject([
      { subscription_deleted: true, tenants: [toId('tenant', tenantId)] },
    ])
  })

  test('keeps tenants and apps apart', async () => {
    const appId = await insertApp(tenantId)
    const own = await die({ appId, subscriptionId: await insertSubscription({ tenantId, appId }) })
    await die()
    expect(await ids({}, actorOf({ tenantId, appId }))).toEqual([toId('delivery', own)])
    expect(await ids({}, actorOf({ tenantId: await insertTenant() }))).toEqual([])
    const subscription = toId('subscription', subscriptionId)
    await expect(ids({ subscription }, actorOf({ tenantId, appId }))).rejects.toMatchObject({ code: 'not_found' })
  })
})
