import { beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, soon, useEngineGround, useWorker } from '../../test/engine.ts'
import { type Receiver, startReceiver } from '../../test/receiver.ts'
import { auditEntries, insertDelivery, insertEvent } from '../../test/rows.ts'
import type { DeliverySelection } from '../contract/delivery-bulk.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { getReplay } from '../replay/get-replay.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { cancelDeliveries } from './cancel-deliveries.ts'
import { redeliverDeliveries } from './redeliver-deliveries.ts'

const at = useDatabase()
useEngineGround()
useWorker(at)

let actor: Actor
let tenantId: string
beforeEach(async () => {
  tenantId = (await makeTenant()).id
  actor = actorOf({ tenantId })
})

interface Made {
  subscription: string
  ids: string[]
}

/** Every delivery has a millisecond of its own. */
let ms = Date.now() - 3_600_000

async function deliveries(receiver: Receiver, statuses: string[], columns: object = {}): Promise<Made> {
  const subscription = await makeSubscription(tenantId, receiver.url, { ...columns })
  const ids: string[] = []
  for (const [n, status] of statuses.entries()) {
    const eventId = await insertEvent({ tenantId, atMs: ms++, data: `{"n":${n}}` })
    const delivery = { tenantId, subscriptionId: subscription, eventId, status: status as 'failed' }
    ids.push(toId('delivery', await insertDelivery({ ...delivery, code: status === 'failed' ? 500 : 200 })))
  }
  // Whatever waits does so for an hour, so that the worker leaves it alone.
  await rows(
    `update outstanding_deliveries set due_at = now() + interval '1 hour' where subscription_id = $1`,
    subscription,
  )
  return { subscription, ids }
}

const redeliver = (input: Partial<DeliverySelection>, by = actor) =>
  redeliverDeliveries(by, { dry_run: false, ...input })
const cancel = (input: Partial<DeliverySelection>) => cancelDeliveries(actor, { dry_run: false, ...input })

const stateOf = async ({ subscription }: Made) =>
  (
    await rows<{ state: string }>(
      `select status || ' ' || runs || ' ' || open_runs as state from deliveries where subscription_id = $1 order by id`,
      subscription,
    )
  ).map(({ state }) => state)

test('a dry run counts, says what is left out and why, and changes nothing', async () => {
  await using receiver = await startReceiver()
  const open = await deliveries(receiver, ['succeeded', 'failed', 'pending', 'retrying', 'cancelled'])
  const closed = await deliveries(receiver, ['failed', 'failed'], { status: 'disabled', status_reason: 'it said 410' })
  const plan = await redeliver({ filter: {}, dry_run: true })
  expect(plan).toMatchObject({ redelivered: 4, replay: null, searched: null })
  expect(plan.left_out).toEqual([
    {
      subscription: toId('subscription', closed.subscription),
      url: receiver.url,
      reason: expect.stringContaining('it said 410'),
      count: 2,
    },
    { subscription: null, url: null, reason: expect.stringContaining('wait'), count: 1 },
  ])
  expect(await stateOf(open)).toEqual(['succeeded 1 0', 'failed 1 0', 'pending 1 1', 'retrying 1 1', 'cancelled 1 0'])
  expect(receiver.requests).toEqual([])
})

describe('a selection', () => {
  test('is sent again, succeeded ones too, and the scheduled retries stay', async () => {
    await using receiver = await startReceiver()
    receiver.answer = (_, response) => response.writeHead(500).end()
    const made = await deliveries(receiver, ['succeeded', 'retrying', 'failed'], { retry_schedule: [3600] })
    const answer = await redeliver({ ids: [made.ids[0] as string, made.ids[1] as string] })
    expect(answer).toMatchObject({ redelivered: 2, left_out: [], replay: null })
    await expect.poll(() => receiver.requests.length, soon).toBe(2)
    await expect.poll(() => stateOf(made), soon).toEqual(['succeeded 2 1', 'retrying 2 2', 'failed 1 0'])
    expect(await auditEntries()).toContainEqual(
      expect.objectContaining({ action: 'deliveries.redeliver', target_id: 'selection', after: { redelivered: 2 } }),
    )
  })

  test('waits on a paused subscription and is refused with the reason on a disabled one', async () => {
    await using receiver = await startReceiver()
    const paused = await deliveries(receiver, ['failed'], { status: 'paused' })
    expect(await redeliver({ ids: paused.ids })).toMatchObject({ redelivered: 1 })
    const disabled = await deliveries(receiver, ['failed'], { status: 'disabled', status_reason: 'it said 410' })
    await expect(redeliver({ ids: disabled.ids })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('it said 410'),
    })
    expect(receiver.requests).toEqual([])
    await resumeSubscription(actor, { id: toId('subscription', paused.subscription) })
    await expect.poll(() => stateOf(paused), soon).toEqual(['succeeded 2 0'])
    expect(await stateOf(disabled)).toEqual(['failed 1 0'])
  })

  test('of another tenant is as if it did not exist', async () => {
    await using receiver = await startReceiver()
    const made = await deliveries(receiver, ['failed', 'retrying'])
    const stranger = actorOf({ tenantId: (await makeTenant()).id })
    expect(await redeliver({ ids: made.ids }, stranger)).toMatchObject({
      redelivered: 0,
      left_out: [{ count: 2, reason: expect.stringContaining('no such') }],
    })
    expect(await cancelDeliveries(stranger, { ids: made.ids, dry_run: false })).toMatchObject({ cancelled: 0 })
    expect(await stateOf(made)).toEqual(['failed 1 0', 'retrying 1 1'])
  })
})

describe('a filter', () => {
  test('of all that waits takes what is being retried', async () => {
    await using receiver = await startReceiver()
    const made = await deliveries(receiver, ['failed', 'retrying', 'retrying', 'succeeded'])
    const filter = { status: 'waiting' as const, subscription: toId('subscription', made.subscription) }
    const answer = await redeliver({ filter })
    expect(answer.redelivered).toBe(2)
    const replay = answer.replay as string
    await expect.poll(async () => (await getReplay(actor, { id: replay })).status, soon).toBe('completed')
    expect(await getReplay(actor, { id: replay })).toMatchObject({ total: 2, done: 2, matching: { status: 'waiting' } })
    expect((await stateOf(made)).map((state) => state.split(' ')[0])).toEqual([
      'failed',
      'succeeded',
      'succeeded',
      'succeeded',
    ])
  })

  test('of all that did not arrive takes dead letters as well', async () => {
    await using receiver = await startReceiver()
    const made = await deliveries(receiver, ['failed', 'retrying', 'succeeded'])
    const filter = { status: 'undelivered' as const, subscription: toId('subscription', made.subscription) }
    const { redelivered, replay } = await redeliver({ filter })
    expect(redelivered).toBe(2)
    await expect.poll(async () => (await getReplay(actor, { id: replay as string })).status, soon).toBe('completed')
    expect((await stateOf(made)).map((state) => state.split(' ')[0])).toEqual(['succeeded', 'succeeded', 'succeeded'])
  })

  test('becomes a replay of exactly what it matched when it was counted', async () => {
    await using receiver = await startReceiver()
    const made = await deliveries(receiver, ['failed', 'succeeded', 'failed', 'failed'])
    const filter = { status: 'failed' as const, code: 500, subscription: toId('subscription', made.subscription) }
    const plan = await redeliver({ filter, dry_run: true })
    const answer = await redeliver({ filter: { ...filter, before: plan.before } })
    expect(answer.redelivered).toBe(3)
    const replay = answer.replay as string
    await expect.poll(async () => (await getReplay(actor, { id: replay })).status, soon).toBe('completed')
    expect(await getReplay(actor, { id: replay })).toMatchObject({
      total: 3,
      done: 3,
      matching: { status: 'failed', code: 500 },
    })
    expect(await stateOf(made)).toEqual(['succeeded 2 0', 'succeeded 1 0', 'succeeded 2 0', 'succeeded 2 0'])
    expect(receiver.requests).toHaveLength(3)
  })

  test('sends what is being retried at once and leaves its schedule alone', async () => {
    await using receiver = await startReceiver()
    receiver.answer = (_, response) => response.writeHead(500).end()
    const made = await deliveries(receiver, ['retrying', 'succeeded'], { retry_schedule: [3600] })
    await redeliver({ filter: { status: 'retrying' } })
    await expect.poll(() => stateOf(made), soon).toEqual(['retrying 2 2', 'succeeded 1 0'])
    await expect.poll(() => receiver.requests.length, soon).toBe(1)
  })

  test.each([
    ['5xx', ['succeeded 2 0', 'succeeded 1 0', 'failed 1 0']],
    ['2xx', ['failed 1 0', 'succeeded 2 0', 'failed 1 0']],
    ['none', ['failed 1 0', 'succeeded 1 0', 'succeeded 2 0']],
  ] as const)('of codes %s sends those and no other', async (code_class, states) => {
    await using receiver = await startReceiver()
    const made = await deliveries(receiver, ['failed', 'succeeded', 'failed'])
    const [silent] = made.ids.slice(-1) as [string]
    await rows(
      `update deliveries set last_code = null, last_error = 'timeout' where id = $1`,
      uuidOf('delivery', silent) as string,
    )
    const filter = { code_class, subscription: toId('subscription', made.subscription) }
    expect(await redeliver({ filter, dry_run: true })).toMatchObject({ redelivered: 1 })
    const { replay } = await redeliver({ filter })
    await expect.poll(() => stateOf(made), soon).toEqual(states)
    expect(await getReplay(actor, { id: replay as string })).toMatchObject({ total: 1, matching: { code_class } })
  })

  test('by payload finds what says so and no other', async () => {
    await using receiver = await startReceiver()
    const made = await deliveries(receiver, ['failed', 'failed', 'failed'])
    const answer = await redeliver({ filter: { payload: 'data.n:1' } })
    expect(answer).toMatchObject({ redelivered: 1, searched: { deliveries: 3, is_complete: true } })
    await expect.poll(() => stateOf(made), soon).toEqual(['failed 1 0', 'succeeded 2 0', 'failed 1 0'])
  })

  test('that hits several tenants asks for one', async () => {
    await using receiver = await startReceiver()
    await deliveries(receiver, ['failed'])
    tenantId = (await makeTenant()).id
    await deliveries(receiver, ['failed'])
    await expect(redeliver({ filter: { status: 'failed' } }, actorOf({}))).rejects.toThrow('several tenants')
  })
})

test('cancelling ends what is still to be sent, counts it first, and leaves what has ended', async () => {
  await using receiver = await startReceiver()
  const made = await deliveries(receiver, ['pending', 'retrying', 'failed', 'succeeded'])
  const filter = { subscription: toId('subscription', made.subscription) }
  expect(await cancel({ filter, dry_run: true })).toMatchObject({ cancelled: 2, has_more: false })
  expect(await stateOf(made)).toEqual(['pending 1 1', 'retrying 1 1', 'failed 1 0', 'succeeded 1 0'])
  expect(await cancel({ filter: { ...filter, code_class: '5xx' }, dry_run: true })).toMatchObject({ cancelled: 0 })
  expect(await cancel({ filter: { ...filter, code_class: '2xx' }, dry_run: true })).toMatchObject({ cancelled: 2 })
  expect(await cancel({ filter: { ...filter, status: 'retrying' } })).toMatchObject({ cancelled: 1, has_more: false })
  expect(await cancel({ ids: made.ids })).toMatchObject({ cancelled: 1 })
  expect(await stateOf(made)).toEqual(['cancelled 1 0', 'cancelled 1 0', 'failed 1 0', 'succeeded 1 0'])
})
