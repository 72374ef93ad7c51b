import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { openTestKeyRing } from '../../test/key-ring.ts'
import { auditEntries, insertApp, insertTenant } from '../../test/rows.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import { subscriptionOperations } from '../contract/subscription.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { readKeyset } from '../platform/keyset.ts'
import { newUuid } from '../platform/uuid.ts'
import { createSubscription } from './create-subscription.ts'
import { deleteSubscription } from './delete-subscription.ts'
import { getSubscription } from './get-subscription.ts'
import { listSubscriptions } from './list-subscriptions.ts'
import { pauseSubscription } from './pause-subscription.ts'
import { resumeSubscription } from './resume-subscription.ts'
import { maxSubscriptionsPerTenant } from './subscription-rules.ts'
import { listSubscriptionRows } from './subscription-store.ts'
import { updateSubscription } from './update-subscription.ts'

useDatabase()
openTestKeyRing()

let tenantId: string
let actor: Actor

beforeAll(() => setOutboundPolicy(createOutboundPolicy({ mode: 'strict', allow: '' })))
beforeEach(async () => {
  tenantId = await insertTenant()
  actor = actorOf({ tenantId })
})

const body = (given: object = {}) =>
  subscriptionOperations.createSubscription.body?.parse({
    url: 'https://example.com/hooks',
    events: ['memory.*'],
    ...given,
  }) as Parameters<typeof createSubscription>[1]
const change = (id: string, given: object) => ({
  id,
  ...(subscriptionOperations.updateSubscription.body?.parse(given) as object),
})
const create = (given: object = {}, by = actor) => createSubscription(by, body(given))
const uuid = (id: string) => uuidOf('subscription', id) as string
const page = { limit: 50 }

async function column(name: string, id: string): Promise<unknown> {
  const { rows } = await database().pool.query(`select ${name} as value from subscriptions where id = $1`, [uuid(id)])
  return rows[0]?.value
}

describe('creating', () => {
  test('shows the secret once, with defaults for what was left out', async () => {
    const { secret, warnings, ...created } = await create()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(created).toMatchObject({
      tenant: toId('tenant', tenantId),
      app: null,
      url: 'https://example.com/hooks',
      events: ['memory.*'],
      timeout_ms: 15_000,
      retry: { schedule: [5, 30, 120, 600, 3600], jitter: 0.2, is_default: true },
      rate_limit: null,
      concurrency: 32,
      delivery: { mode: 'single', max_events: 100, max_wait_ms: 1000, order: 'none' },
      status: 'active',
      circuit: 'closed',
      next_probe_at: null,
      last_success_at: null,
    })
    expect(await getSubscription(actor, { id: created.id })).toEqual(created)
  })

  test('keeps everything that was said', async () => {
    const given = {
      description: 'Search index',
      headers: { Authorization: 'Bearer t0ken' },
      timeout_ms: 500,
      rate_limit: { per_second: 7 },
      concurrency: 3,
      delivery: { mode: 'batch', max_events: 10, max_wait_ms: 250, order: 'fifo' },
      ip_allow: ['93.184.216.0/24'],
      ip_deny: ['93.184.216.9'],
      metadata: { team: 'search' },
      auto_redeliver: false,
    }
    const created = await create({ ...given, retry: { schedule: [], jitter: 0 } })
    expect(created).toMatchObject({ ...given, retry: { schedule: [], jitter: 0, is_default: false } })
  })

  test('warns of types that the catalogue does not have, and takes them all the same', async () => {
    await database().prisma.eventType.create({ data: { id: newUuid(), name: 'order.paid', version: '1' } })
    expect(await create({ events: ['order.*', '*'] })).not.toHaveProperty('warnings')
    const created = await create({ events: ['order.paid', 'order.payed'] })
    expect(created).toMatchObject({
      events: ['order.paid', 'order.payed'],
      warnings: [{ pointer: '/events/1', message: expect.stringContaining('order.payed is not in the catalogue') }],
    })
    const { id } = created
    expect(await updateSubscription(actor, change(id, { events: ['ordr.*'] }))).toMatchObject({
      warnings: [{ pointer: '/events/0' }],
    })
    expect(await updateSubscription(actor, change(id, { description: 'x' }))).not.toHaveProperty('warnings')
  })

  test('takes a secret that the subscriber brings, and stores it sealed', async () => {
    const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
    const created = await create({ secret })
    expect(created.secret).toBe(secret)
    const { rows } = await database().pool.query('select sealed from subscription_secrets where subscription_id = $1', [
      uuid(created.id),
    ])
    expect(rows).toHaveLength(1)
    expect((rows[0].sealed as Buffer).includes('whsec_')).toBe(false)
  })

  test.each([
    ['a short secret', { secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, 'validation_failed', '/secret'],
    ['a secret without its prefix', { secret: Buffer.alloc(32).toString('base64') }, 'validation_failed', '/secret'],
    ['a private address', { url: 'https://10.0.0.1/' }, 'validation_failed', '/url'],
    ['plain http', { url: 'http://example.com/' }, 'validation_failed', '/url'],
    ['a network that is none', { ip_allow: ['::ffff:10.0.0.0/104'] }, 'validation_failed', '/ip_allow/0'],
  ])('refuses %s', async (_, given, code, pointer) => {
    await expect(create(given)).rejects.toMatchObject({ code, errors: [{ pointer }] })
  })

  test('refuses a tenant or an app of somebody else', async () => {
    const other = await insertTenant()
    const app = await insertApp(other)
    await expect(create({ tenant: toId('tenant', other) })).rejects.toMatchObject({ code: 'not_found' })
    await expect(create({ app: toId('app', app) })).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      create({ tenant: toId('tenant', tenantId), app: toId('app', app) }, actorOf({})),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('needs a tenant or an app from an actor of all tenants', async () => {
    await expect(create({}, actorOf({}))).rejects.toMatchObject({ code: 'validation_failed' })
    const app = await insertApp(tenantId)
    const created = await create({ app: toId('app', app) }, actorOf({}))
    expect(created).toMatchObject({ tenant: toId('tenant', tenantId), app: toId('app', app) })
  })

  test('by a key of an app belongs to that app', async () => {
    const appId = await insertApp(tenantId)
    expect(await create({}, actorOf({ tenantId, appId }))).toMatchObject({ app: toId('app', appId) })
  })

  test('stops at the most a tenant may have', async () => {
    await database().pool.query(
      `insert into subscriptions (id, tenant_id, url, events)
       select gen_random_uuid(), $1, 'https://example.com', '{*}' from generate_series(1, $2)`,
      [tenantId, maxSubscriptionsPerTenant - 1],
    )
    await create()
    await expect(create()).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('changing', () => {
  test('touches what is given, bumps the revision and the version that matching is checked with', async () => {
    const { secret, warnings, ...created } = await create({ headers: { 'X-A': '1' }, retry: { schedule: [1] } })
    const version = async () => {
      const { rows } = await database().pool.query('select subscriptions_version from tenants where id = $1', [
        tenantId,
      ])
      return Number(rows[0].subscriptions_version)
    }
    const [revision, before] = [Number(await column('revision', created.id)), await version()]
    const given = change(created.id, { events: ['tag.added@2'], retry: null })
    const { warnings: _, ...changed } = await updateSubscription(actor, given)
    expect(changed).toEqual({
      ...created,
      events: ['tag.added@2'],
      retry: { schedule: [5, 30, 120, 600, 3600], jitter: 0.2, is_default: true },
      updated_at: expect.any(String),
    })
    expect(Number(await column('revision', created.id))).toBeGreaterThan(revision)
    expect(await version()).toBeGreaterThan(before)
  })

  test('a schedule of retries that would never come is refused, but one that is stored stops no other change', async () => {
    const hopeless = { schedule: [200_000, 59_200] }
    const errors = [{ pointer: '/retry/schedule', message: expect.stringContaining('259200 seconds') }]
    await expect(create({ retry: hopeless })).rejects.toMatchObject({ code: 'validation_failed', errors })
    const { id } = await create()
    await expect(updateSubscription(actor, change(id, { retry: hopeless }))).rejects.toMatchObject({ errors })

    const { schedule } = hopeless
    await database().pool.query('update subscriptions set retry_schedule = $2 where id = $1', [uuid(id), schedule])
    expect(await updateSubscription(actor, change(id, { description: 'Search' }))).toMatchObject({ retry: hopeless })
    const resent = await updateSubscription(actor, change(id, { description: 'Index', retry: hopeless }))
    expect(resent).toMatchObject({ description: 'Index', retry: hopeless })
    await expect(updateSubscription(actor, change(id, { retry: { schedule: [259_200] } }))).rejects.toMatchObject({
      errors,
    })
  })

  test.each([[{ url: 'https://169.254.169.254/' }, 'validation_failed']])(
    'refuses %j and leaves everything as it was',
    async (given, code) => {
      const { secret, warnings, ...created } = await create()
      await expect(updateSubscription(actor, change(created.id, given))).rejects.toMatchObject({ code })
      expect(await getSubscription(actor, { id: created.id })).toEqual(created)
    },
  )

  test.each(['tenant', 'app', 'status', 'secret', 'circuit', 'revision'])('has no field %s', (field) => {
    expect(subscriptionOperations.updateSubscription.body?.safeParse({ [field]: 'active' }).success).toBe(false)
  })
})

describe('pausing and resuming', () => {
  test('holds and releases, and rings the lane', async () => {
    const { id } = await create()
    expect(await pauseSubscription(actor, { id })).toMatchObject({
      status: 'paused',
      status_reason: 'Paused by Test key.',
    })
    expect(await pauseSubscription(actor, { id })).toMatchObject({ status: 'paused' })
    expect(await resumeSubscription(actor, { id })).toMatchObject({ status: 'active', status_reason: null })
    const { rows } = await database().pool.query(
      `select count(*)::int as rung from graphile_worker._private_jobs where payload ->> 'subscriptionId' = $1`,
      [uuid(id)],
    )
    expect(rows[0].rung).toBeGreaterThan(0)
    const actions = (await auditEntries()).filter((entry) => entry.target_id === id).map((entry) => entry.action)
    expect(actions).toEqual(['subscription.create', 'subscription.pause', 'subscription.resume'])
  })

  test('a disabled one cannot be paused, but resumed', async () => {
    const { id } = await create()
    await database().pool.query(
      `update subscriptions set status = 'disabled', status_reason = 'The receiver answered 410.' where id = $1`,
      [uuid(id)],
    )
    await expect(pauseSubscription(actor, { id })).rejects.toMatchObject({ code: 'conflict' })
    expect(await resumeSubscription(actor, { id })).toMatchObject({ status: 'active', status_reason: null })
  })

  const failForAnHour = (id: string) =>
    database().pool.query(
      `update lane_states set circuit = 'open', circuit_opened_at = now() - interval '1 hour',
              next_probe_at = now() + interval '5 minutes', probes = 3, consecutive_failures = 20,
              failing_since = '2026-01-01', held_until = now() + interval '1 hour',
              held_since = now() - interval '1 hour' where subscription_id = $1`,
      [uuid(id)],
    )
  const laneOf = async (id: string) =>
    (await database().pool.query('select * from lane_states where subscription_id = $1', [uuid(id)])).rows[0]

  test('resuming closes a circuit that nothing could probe, ends the hold and counts how long the lane was held', async () => {
    const { id } = await create()
    await failForAnHour(id)
    const shown = await getSubscription(actor, { id })
    expect(shown).toMatchObject({ circuit: 'open', failing_since: expect.any(String), held_until: expect.any(String) })
    expect(await resumeSubscription(actor, { id })).toMatchObject({
      status: 'active',
      circuit: 'closed',
      circuit_opened_at: null,
      next_probe_at: null,
      held_until: null,
      failing_since: '2026-01-01T00:00:00.000Z',
    })
    const lane = await laneOf(id)
    expect(lane).toMatchObject({ probes: 0, consecutive_failures: 0, held_since: null })
    expect(Number(lane.held_ms)).toBeGreaterThanOrEqual(3_600_000)
  })

  test.each([
    ['a delivery that waits', true, true],
    ['a dead letter of the outage', true, false],
    ['nothing, as it is not to be sent again by itself', false, false],
  ])('resuming lets an open circuit be probed at once by %s', async (_, autoRedeliver, waits) => {
    const { id } = await create({ auto_redeliver: autoRedeliver })
    const table = waits ? 'outstanding_deliveries' : 'dead_letters'
    const columns = waits ? 'run, due_at, expires_at, accepted_at' : 'event_type, cause, absent'
    const values = waits ? `1, now(), now() + interval '1 day', now()` : `'memory.created', 'exhausted', true`
    await database().pool.query(
      `insert into ${table} (delivery_id, event_id, subscription_id, tenant_id, ${columns}) values ($1, $1, $2, $3, ${values})`,
      [newUuid(), uuid(id), tenantId],
    )
    await failForAnHour(id)
    const { rows } = await database().pool.query<{ now: Date }>('select now()')
    const resumed = await resumeSubscription(actor, { id })
    const lane = await laneOf(id)
    if (!waits && !autoRedeliver) {
      expect(resumed).toMatchObject({ circuit: 'closed', next_probe_at: null })
      return
    }
    expect(resumed).toMatchObject({ circuit: 'open', failing_since: '2026-01-01T00:00:00.000Z', held_until: null })
    expect(lane).toMatchObject({ probes: 0, consecutive_failures: 20 })
    const sinceMs = (column: string) => lane[column].getTime() - (rows[0]?.now.getTime() ?? 0)
    expect(sinceMs('next_probe_at')).toBeLessThan(30_000)
    expect(sinceMs('held_since')).toBeGreaterThanOrEqual(-1)
    expect(sinceMs('circuit_opened_at')).toBeLessThan(-3_500_000)
    expect(Number(lane.held_ms)).toBeGreaterThanOrEqual(3_600_000)
  })

  test('a Retry-After that has passed is not shown', async () => {
    const { id } = await create()
    await database().pool.query(
      `update lane_states set held_until = now() - interval '1 second' where subscription_id = $1`,
      [uuid(id)],
    )
    expect(await getSubscription(actor, { id })).toMatchObject({ held_until: null })
  })
})

describe('deleting', () => {
  test('takes it out of every read and keeps its row', async () => {
    const { id } = await create()
    await deleteSubscription(actor, { id })
    await expect(getSubscription(actor, { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteSubscription(actor, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listSubscriptions(actor, page)).data).toEqual([])
    expect(await column('deleted_at', id)).toBeInstanceOf(Date)
  })
})

describe('what others own', () => {
  test('is not found, whatever is tried', async () => {
    const { id } = await create({ app: toId('app', await insertApp(tenantId)) })
    const strangers = [
      actorOf({ tenantId: await insertTenant() }),
      actorOf({ tenantId, appId: await insertApp(tenantId) }),
    ]
    for (const stranger of strangers) {
      for (const attempt of [
        () => getSubscription(stranger, { id }),
        () => updateSubscription(stranger, change(id, { description: 'mine' })),
        () => pauseSubscription(stranger, { id }),
        () => resumeSubscription(stranger, { id }),
        () => deleteSubscription(stranger, { id }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
      }
      expect((await listSubscriptions(stranger, page)).data).toEqual([])
    }
    expect(await getSubscription(actor, { id })).toMatchObject({ description: '', status: 'active' })
  })

  test('is not in lists that name their tenant or app', async () => {
    const other = await insertTenant()
    await expect(listSubscriptions(actor, { ...page, tenant: toId('tenant', other) })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('listing', () => {
  test('pages newest first and filters', async () => {
    const app = toId('app', await insertApp(tenantId, 'crm'))
    const [first, second, third] = [await create(), await create({ app }), await create()]
    await pauseSubscription(actor, { id: first.id })
    const ids = async (query: object) =>
      (await listSubscriptions(actor, { ...page, ...query })).data.map(({ id }) => id)
    expect(await ids({})).toEqual([third.id, second.id, first.id])
    expect(await ids({ status: 'paused' })).toEqual([first.id])
    expect(await ids({ app: 'crm' })).toEqual([second.id])
    expect(await ids({ circuit: 'open' })).toEqual([])
    await database().pool.query('update lane_states set failing_since = now() where subscription_id = $1', [
      uuid(second.id),
    ])
    expect(await ids({ failing: 'true' })).toEqual([second.id])
    expect(await ids({ failing: 'false', status: 'active' })).toEqual([third.id])
    const head = await listSubscriptions(actor, { limit: 2 })
    const tail = await listSubscriptions(actor, { limit: 2, cursor: head.next_cursor as string })
    expect([...head.data, ...tail.data].map(({ id }) => id)).toEqual([third.id, second.id, first.id])
    const back = await listSubscriptions(actor, { limit: 2, cursor: tail.prev_cursor as string })
    expect(back.data.map(({ id }) => id)).toEqual([third.id, second.id])
  })

  describe('searching', () => {
    const found = async (search: string, by = actor) =>
      (await listSubscriptions(by, { ...page, search })).data.map(({ id }) => id)

    test('finds a part of the URL or the description, whatever its capitals', async () => {
      const byUrl = await create({ url: 'https://hooks.Example.org/CRM/in' })
      const byDescription = await create({ description: 'Feeds the CRM' })
      await create()
      expect(await found(' crm ')).toEqual([byDescription.id, byUrl.id])
      expect(await found('EXAMPLE.ORG/crm')).toEqual([byUrl.id])
      expect(await found('  ')).toHaveLength(3)
      expect(await found('nowhere')).toEqual([])
    })

    test('takes what is a wildcard to the database literally', async () => {
      const odd = await create({ url: 'https://example.com/50%_off', description: 'C:\\hooks' })
      await create({ url: 'https://example.com/500-off' })
      for (const search of ['50%', '%_', 'C:\\', '_off']) expect(await found(search), search).toEqual([odd.id])
    })

    test('finds what its metadata says', async () => {
      const search = await create({ metadata: { team: 'search', url: 'a:b' } })
      const sales = await create({ metadata: { team: 'sales' } })
      await create()
      const having = async (metadata: string) =>
        (await listSubscriptions(actor, { ...page, metadata })).data.map(({ id }) => id)
      expect(await having('team:search')).toEqual([search.id])
      expect(await having('team:sales')).toEqual([sales.id])
      expect(await having('url:a:b')).toEqual([search.id])
      expect(await having('team:')).toEqual([])
      const { query } = subscriptionOperations.listSubscriptions
      expect(query.safeParse({ metadata: 'team' }).error?.message).toContain('name:value')
    })

    test('finds nothing of another tenant', async () => {
      await create({ url: 'https://example.com/theirs' })
      expect(await found('theirs', actorOf({ tenantId: await insertTenant() }))).toEqual([])
    })

    test('pages like every list', async () => {
      const made = []
      for (let n = 0; n < 5; n++) made.unshift((await create({ url: `https://example.com/wanted/${n}` })).id)
      await create()
      const head = await listSubscriptions(actor, { limit: 3, search: 'wanted' })
      const tail = await listSubscriptions(actor, { limit: 3, search: 'wanted', cursor: head.next_cursor as string })
      expect([...head.data, ...tail.data].map(({ id }) => id)).toEqual(made)
      expect(tail.next_cursor).toBeNull()
      const back = await listSubscriptions(actor, { limit: 3, search: 'wanted', cursor: tail.prev_cursor as string })
      expect(back.data).toEqual(head.data)
    })

    test('looks at so many in one statement, and goes on from there', async () => {
      const old = await create({ url: 'https://example.com/rare' })
      await database().pool.query(
        `insert into subscriptions (id, tenant_id, url, events)
         select overlay(uuid_floor(now() + interval '1 hour')::text placing lpad(to_hex(n), 12, '0') from 25 for 12)::uuid, $1,
                'https://example.com/many', '{*}' from generate_series(1, $2::int) n`,
        [tenantId, maxSubscriptionsPerTenant],
      )
      const keyset = readKeyset('subscriptions', page)
      const reach = { tenantId: null, appId: null }
      const first = await listSubscriptionRows(reach, keyset, { search: 'rare' })
      expect(first).toEqual({ rows: [], scannedTo: expect.any(String) })
      const second = await listSubscriptionRows(reach, { ...keyset, at: first.scannedTo }, { search: 'rare' })
      expect(second).toMatchObject({ rows: [{ id: uuid(old.id) }] })
      expect(await found('rare', actorOf({}))).toEqual([old.id])
    })
  })
})

test('the audit log tells every change, and neither secrets nor the values of headers', async () => {
  const { id, secret } = await create({ headers: { Authorization: 'Bearer t0ken' } })
  await updateSubscription(
    actor,
    change(id, { url: 'https://example.org/', headers: { Authorization: 'Bearer 0ther' } }),
  )
  await deleteSubscription(actor, { id })
  const entries = (await auditEntries()).filter((entry) => entry.target_id === id)
  expect(entries.map(({ action }) => action)).toEqual([
    'subscription.create',
    'subscription.update',
    'subscription.delete',
  ])
  expect(entries[1]).toMatchObject({
    tenant_id: tenantId,
    before: { url: 'https://example.com/hooks', headers: ['Authorization'] },
    after: { url: 'https://example.org/', headers: ['Authorization'] },
  })
  const written = JSON.stringify(entries)
  for (const hidden of [secret, 't0ken', '0ther']) expect(written).not.toContain(hidden)
})
