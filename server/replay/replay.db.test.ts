import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, publish, useEngineGround, useWorker } from '../../test/engine.ts'
import { startReceiver, status } from '../../test/receiver.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { auditEntries } from '../../test/rows.ts'
import { insertHistory } from '../../test/sent-history.ts'
import { matchesAnyPattern } from '../contract/event-pattern.ts'
import { toId } from '../contract/ids.ts'
import { database } from '../platform/database.ts'
import { pickCandidates } from './replay-candidate-store.ts'

const at = useDatabase()
useEngineGround()
useWorker(at)
const rest = useRest(at)
const path = '/api/v1/webhooks/replays'

let key: string
beforeAll(async () => {
  key = await makeKey()
})

const hour = 3_600_000
const nowMs = Date.now()
/** Everything that `insertHistory` makes below lies in it. */
const window = { from: new Date(nowMs - 6 * hour).toISOString(), to: new Date(nowMs - hour).toISOString() }
const untilMs = nowMs - 2 * hour

async function ground(count: number, outcome: 'succeeded' | 'failed', columns: Record<string, unknown> = {}) {
  const receiver = await startReceiver()
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url, columns)
  await insertHistory({ tenantId: tenant.id, subscriptionId: subscription, count, untilMs, status: outcome })
  return { receiver, tenant, subscription, publicId: toId('subscription', subscription) }
}

async function replay(body: object) {
  const answer = await rest.call('POST', path, { key, body: { ...window, ...body } })
  expect(answer.status, JSON.stringify(answer.json)).toBe(202)
  return answer.json
}

const read = async (id: string) => (await rest.call('GET', `${path}/${id}`, { key })).json
const act = (id: string, verb: string) => rest.call('POST', `${path}/${id}/${verb}`, { key })
const deliveriesOf = async (subscription: string) =>
  (
    await database().pool.query<{ status: string; runs: number; open_runs: number }>(
      'select status, runs, open_runs from deliveries where subscription_id = $1',
      [subscription],
    )
  ).rows

describe('what a replay is made of', () => {
  test('a dry run counts exactly, shows the oldest ten and changes nothing', async () => {
    const { receiver, publicId, subscription } = await ground(120, 'failed')
    await using _ = receiver
    const plan = await replay({ subscription: publicId, include: 'failed', dry_run: true, rate_per_second: 12 })
    expect(plan).toMatchObject({ id: null, status: 'dry_run', total: 120, eta_seconds: 10, left_out: [] })
    expect(plan).toMatchObject({
      url: receiver.url,
      sample: [{ url: receiver.url }, {}, {}, {}, {}, {}, {}, {}, {}, {}],
    })
    const times = plan.sample.map((sample: { created_at: string }) => sample.created_at)
    expect(times).toHaveLength(10)
    expect(times).toEqual([...times].sort())
    expect(Date.parse(times[0])).toBe(untilMs - 119_000)
    expect((await deliveriesOf(subscription)).every((row) => row.status === 'failed' && row.runs === 1)).toBe(true)
    expect(receiver.requests).toEqual([])
  })

  test.each([
    ['failed', 30],
    ['all', 80],
    ['missing', 7],
  ])('%s takes exactly its own, within the window and the types', async (include, total) => {
    const { receiver, tenant, subscription, publicId } = await ground(30, 'failed')
    await using _ = receiver
    const history = { tenantId: tenant.id, subscriptionId: subscription, status: 'succeeded' as const }
    await insertHistory({ ...history, count: 50, untilMs: untilMs - hour })
    await insertHistory({ ...history, count: 9, untilMs: nowMs - hour / 2 })
    await insertHistory({ ...history, count: 3, untilMs, type: 'tag.added' })
    // Events that only another subscription got.
    const other = await makeSubscription(tenant.id, receiver.url)
    await insertHistory({ tenantId: tenant.id, subscriptionId: other, count: 7, untilMs, status: 'succeeded' })
    const body = { subscription: publicId, types: ['memory.created'], include, dry_run: true }
    expect(await replay(body)).toMatchObject({ total })
  })

  test('missing follows the patterns of the subscription as publishing does', async () => {
    const tenant = await makeTenant()
    const patterns = [
      ['*'],
      ['memory.*'],
      ['memory.created'],
      ['memory.created@1'],
      ['memory.created@2'],
      ['memory'],
      ['tag.*'],
    ]
    const sink = await makeSubscription(tenant.id, 'http://localhost:9/')
    for (const type of ['memory.created', 'tag.added', 'memory.deep.er', 'memoryx.a', 'memory']) {
      await insertHistory({ tenantId: tenant.id, subscriptionId: sink, count: 1, untilMs, status: 'succeeded', type })
    }
    for (const events of patterns) {
      const subscription = await makeSubscription(tenant.id, 'http://localhost:9/', { events })
      const found = await pickCandidates(
        {
          tenantId: tenant.id,
          subscriptionIds: [subscription],
          from: '00000000-0000-7000-8000-000000000000',
          until: 'ffffffff-ffff-7fff-bfff-ffffffffffff',
          types: null,
          include: 'missing',
          matching: null,
        },
        null,
        100,
      )
      const wanted = ['memory.created', 'tag.added', 'memory.deep.er', 'memoryx.a', 'memory'].filter((type) =>
        matchesAnyPattern(events, type, '1'),
      )
      expect(found.map((candidate) => candidate.type).sort(), events.join()).toEqual(wanted.sort())
    }
  })

  test('a disabled subscription is refused by name and left out of a whole tenant', async () => {
    const { receiver, publicId, tenant } = await ground(3, 'failed', { status: 'disabled' })
    await using _ = receiver
    const refused = await rest.call('POST', path, { key, body: { ...window, subscription: publicId } })
    expect(refused).toMatchObject({ status: 409, json: { code: 'conflict' } })
    const plan = await replay({ tenant: tenant.publicId, dry_run: true })
    expect(plan).toMatchObject({
      total: 0,
      left_out: [{ subscription: publicId, url: receiver.url, reason: 'It is disabled.' }],
    })
  })

  test.each([
    [{ from: window.to, to: window.from }, '/from'],
    [{ from: '2999-01-01T00:00:00Z' }, '/from'],
    [{ include: 'some' }, '/include'],
    [{ rate_per_second: 0 }, '/rate_per_second'],
    [{ types: [] }, '/types'],
  ])('%j is refused', async (body, pointer) => {
    const tenant = await makeTenant()
    const answer = await rest.call('POST', path, { key, body: { tenant: tenant.publicId, ...window, ...body } })
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer }] } })
  })
})

describe('a running replay', () => {
  test('sends every dead letter once, in order of age, and says how it went', async () => {
    const { receiver, publicId, subscription } = await ground(500, 'failed', { concurrency: 1 })
    await using _ = receiver
    const { id, total } = await replay({ subscription: publicId, include: 'failed' })
    expect(total).toBe(500)
    await expect
      .poll(() => read(id), { timeout: 15_000 })
      .toMatchObject({ status: 'completed', total: 500, queued: 500, done: 500, failed: 0, eta_seconds: 0 })
    const sent = receiver.requests.map((request) => JSON.parse(request.body.toString()).n)
    expect(sent).toEqual(Array.from({ length: 500 }, (_unused, n) => n + 1))
    expect((await deliveriesOf(subscription)).every((row) => row.status === 'succeeded' && row.runs === 2)).toBe(true)
    expect((await read(id)).lanes).toMatchObject([{ subscription: publicId, done: 500, stopped_reason: null }])
    const audited = (await auditEntries()).find((entry) => entry.target_id === id)
    expect(audited).toMatchObject({ action: 'replay.create', after: { total: 500, include: 'failed' } })
  })

  test('back-fills a new subscription with events it never got', async () => {
    const { receiver, tenant } = await ground(40, 'succeeded')
    await using _ = receiver
    await using late = await startReceiver()
    const subscription = await makeSubscription(tenant.id, late.url)
    const { id } = await replay({ subscription: toId('subscription', subscription), include: 'missing' })
    await expect.poll(() => read(id)).toMatchObject({ status: 'completed', total: 40, done: 40 })
    expect(late.requests).toHaveLength(40)
    expect(receiver.requests).toHaveLength(0)
    const again = await replay({ subscription: toId('subscription', subscription), include: 'missing' })
    expect(again.total).toBe(0)
    await expect.poll(() => read(again.id)).toMatchObject({ status: 'completed', done: 0 })
  })

  test('counts what fails again as failed, also where the delivery had succeeded before', async () => {
    const { receiver, publicId } = await ground(12, 'succeeded', { retry_schedule: [] })
    await using _ = receiver
    receiver.answer = (request, response) => {
      status(JSON.parse(request.body.toString()).n <= 5 ? 400 : 200)(request, response)
    }
    const { id } = await replay({ subscription: publicId, include: 'all' })
    await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ status: 'completed', done: 7, failed: 5 })
  })

  test('keeps to its rate', async () => {
    const { receiver, publicId } = await ground(60, 'failed')
    await using _ = receiver
    const { id } = await replay({ subscription: publicId, rate_per_second: 20 })
    await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ status: 'completed', done: 60 })
    const times = receiver.requests.map((request) => request.at)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(2_000)
  })

  test('pauses, goes on where it was and repeats nothing', async () => {
    const { receiver, publicId, subscription } = await ground(80, 'failed')
    await using _ = receiver
    const { id } = await replay({ subscription: publicId, rate_per_second: 40 })
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(10)
    const headers = { 'idempotency-key': 'pause once' }
    const paused = await rest.call('POST', `${path}/${id}/pause`, { key, headers })
    expect(paused.json).toMatchObject({ status: 'paused', eta_seconds: null })
    await expect.poll(async () => (await deliveriesOf(subscription)).filter((row) => row.open_runs > 0)).toEqual([])
    const sent = receiver.requests.length
    expect(sent).toBeLessThan(80)
    // Live events go on meanwhile, and prove that the lane is not what stands still.
    const live = await makeSubscription((await tenantOf(subscription)).id, receiver.url, { events: ['tag.added'] })
    await publish((await tenantOf(subscription)).publicId, 1, 'tag.added')
    await expect.poll(async () => (await deliveriesOf(live)).map((row) => row.status)).toEqual(['succeeded'])
    expect((await read(id)).queued).toBeLessThan(80)
    expect((await act(id, 'resume')).json).toMatchObject({ status: 'running' })
    await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ status: 'completed', done: 80 })
    const bodies = receiver.requests
      .map((request) => request.body.toString())
      .filter((body) => /^\{"n":\d+\}$/.test(body))
    expect(new Set(bodies).size).toBe(80)
    expect(bodies).toHaveLength(80)
    for (const verb of ['pause', 'resume', 'cancel']) expect((await act(id, verb)).status).toBe(409)
  })

  test('cancelled, it takes back what is not sent: dead letters are dead letters again', async () => {
    const { receiver, publicId, subscription } = await ground(50, 'failed', { status: 'paused' })
    await using _ = receiver
    const { id } = await replay({ subscription: publicId })
    await expect.poll(() => read(id)).toMatchObject({ status: 'running', queued: 50 })
    expect((await act(id, 'cancel')).json).toMatchObject({ status: 'cancelled', queued: 0, done: 0 })
    const rows = await deliveriesOf(subscription)
    expect(rows.filter((row) => row.status === 'failed' && row.open_runs === 0)).toHaveLength(50)
    expect(await replay({ subscription: publicId, include: 'failed', dry_run: true })).toMatchObject({ total: 50 })
    expect(receiver.requests).toEqual([])
  })

  test('a subscription that is disabled meanwhile stops its own part and no other', async () => {
    const { receiver, tenant, subscription } = await ground(40, 'failed')
    await using _ = receiver
    const other = await makeSubscription(tenant.id, receiver.url)
    await insertHistory({ tenantId: tenant.id, subscriptionId: other, count: 40, untilMs, status: 'failed' })
    const { id } = await replay({ tenant: tenant.publicId, rate_per_second: 20 })
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(4)
    await database().pool.query(`update subscriptions set status = 'disabled' where id = $1`, [subscription])
    await expect
      .poll(async () => (await read(id)).lanes, { timeout: 10_000 })
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ subscription: toId('subscription', other), done: 40, stopped_reason: null }),
          expect.objectContaining({
            subscription: toId('subscription', subscription),
            stopped_reason: 'It was disabled.',
          }),
        ]),
      )
  })
})

async function tenantOf(subscription: string): Promise<{ id: string; publicId: string }> {
  const { rows } = await database().pool.query('select tenant_id from subscriptions where id = $1', [subscription])
  return { id: rows[0].tenant_id, publicId: toId('tenant', rows[0].tenant_id) }
}
