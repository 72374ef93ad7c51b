import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { useEngineGround } from '../../test/engine.ts'
import { makeKey, type RestCall, useRest } from '../../test/rest-api.ts'
import { fieldsOf, smuggled, validBodies } from '../../test/walked-calls.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Operation } from '../contract/operation.ts'
import { type OperationId, operationList } from '../contract/operations.ts'
import { type Scope, scopes } from '../contract/scopes.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { database } from '../platform/database.ts'

/**
 * Walks every declared operation with keys that may not use it. Operations that are added later are walked by themselves;
 * one that needs a body this file does not know fails here until it is given one.
 */

const rest = useRest(useDatabase())
useEngineGround()

/** Ids of what belongs to the tenant and app under attack. */
interface Ground {
  tenant: string
  app: string
  key: string
  subscription: string
  event: string
  delivery: string
  replay: string
  inbox: string
  listenSession: string
  portalSession: string
  member: string
}

let mine: Ground
let stranger: { tenant: string; key: string }
let neighbour: { app: string; key: string }
let operator: string

async function made(path: string, body: object, key = operator): Promise<{ id: string; key: string }> {
  const answer = await rest.call('POST', path, { key, body })
  expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300)
  return answer.json
}

beforeAll(async () => {
  setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '', inboxOrigin: rest.origin }))
  operator = await makeKey()
  const tenant = (await made('/api/v1/tenants', { uid: 'mine', name: 'Mine' })).id
  const app = (await made('/api/v1/apps', { tenant, uid: 'my-app', name: 'My app' })).id
  const key = (await made('/api/v1/keys', { name: 'mine', tenant, app, scopes: ['events:read'] })).id
  const webhooks = '/api/v1/webhooks'
  const url = 'http://localhost:4999/hook'
  const subscription = (await made(`${webhooks}/subscriptions`, { app, url, events: ['*'] })).id
  const event = (await made(`${webhooks}/events`, { tenant, type: 'memory.created', data: {} })).id
  const { rows } = await database().pool.query('select id from deliveries where event_id = $1', [
    uuidOf('event', event),
  ])
  const from = '2020-01-01T00:00:00Z'
  const replay = (await made(`${webhooks}/replays`, { tenant, from })).id
  const inbox = (await made(`${webhooks}/inboxes`, { app })).id
  const listenSession = (await made(`${webhooks}/listen-sessions`, { app, forward_to: url })).id
  const portalSession = (await made('/api/v1/portal-sessions', { app, capabilities: ['events:read'] })).id
  const member = (await made('/api/v1/members', { tenant, email: 'ada@example.com', role: 'viewer' })).id
  const delivery = toId('delivery', rows[0].id)
  mine = { tenant, app, key, subscription, event, replay, inbox, listenSession, portalSession, member, delivery }
  // As a delivery ends up that used up its attempts, so that the dead letters have something to steal.
  await database().pool.query(
    `with failed as (update deliveries set status = 'failed' where id = $1 returning *),
          gone as (delete from outstanding_deliveries where delivery_id = $1)
     insert into dead_letters (delivery_id, event_id, tenant_id, app_id, subscription_id, event_type, cause)
     select id, event_id, tenant_id, app_id, subscription_id, event_type, 'exhausted' from failed`,
    [rows[0].id],
  )

  const otherTenant = (await made('/api/v1/tenants', { uid: 'stranger', name: 'Stranger' })).id
  stranger = { tenant: otherTenant, key: await makeKey({ tenant: otherTenant }) }
  const otherApp = (await made('/api/v1/apps', { tenant, uid: 'neighbour', name: 'Neighbour' })).id
  neighbour = { app: otherApp, key: await makeKey({ app: otherApp }) }
})

/** What `{id}` means, by the path before it. */
function ownId(operation: Operation): string {
  const collection = operation.path.slice(0, operation.path.indexOf('/{id}')).split('/').at(-1)
  const ids: Record<string, string> = {
    tenants: mine.tenant,
    apps: mine.app,
    keys: mine.key,
    subscriptions: mine.subscription,
    events: mine.event,
    deliveries: mine.delivery,
    replays: mine.replay,
    inboxes: mine.inbox,
    'listen-sessions': mine.listenSession,
    'portal-sessions': mine.portalSession,
    members: mine.member,
    'event-types': 'memory.created@1',
  }
  const id = ids[collection as string]
  if (id === undefined) throw new Error(`Say which id stands for {id} in ${operation.path}.`)
  return id
}

/** The request of an operation on what is ours, naming our tenant wherever the call can. */
function requestOf(id: OperationId, operation: Operation, more: object = {}): [string, string, RestCall] {
  const path = operation.path.includes('{id}') ? operation.path.replace('{id}', ownId(operation)) : operation.path
  const query = 'tenant' in operation.query.shape ? `?tenant=${mine.tenant}` : ''
  if (operation.body === null) return [operation.method, path + query, {}]
  const names = fieldsOf(operation.body)
  const own = { ...(names.includes('tenant') ? { tenant: mine.tenant } : {}) }
  const chosen = names.includes('ids') ? { ids: [mine.delivery] } : {}
  const body = { ...own, ...chosen, ...validBodies[id], ...more }
  return [operation.method, path + query, { body }]
}

const walked = operationList.map(({ id, operation }) => ({ id, operation }))

/** The catalogue belongs to the installation: any key reads it, an operator writes it. */
const isCatalogue = (operation: Operation) => operation.tag === 'Event types'

describe('a key of another tenant', () => {
  /** Calls that name no tenant and nothing in it. */
  const isOwn = (id: OperationId, operation: Operation) =>
    !operation.path.includes('{id}') && !JSON.stringify(requestOf(id, operation)).includes('ten_')

  test.each(walked)('$id finds nothing of ours', async ({ id, operation }) => {
    const [method, path, call] = requestOf(id, operation)
    const before = await snapshot()
    const answer = await rest.call(method, path, { ...call, key: stranger.key })
    const text = JSON.stringify(answer.json)
    if (isCatalogue(operation)) expect(answer.status).toBe(operation.method === 'GET' ? 200 : 403)
    else if (id === 'createTenant' || id === 'putTenant') expect(answer.status).toBe(403)
    else if (isOwn(id, operation)) expect(answer.status, text).toBeLessThan(300)
    else expect(answer.status, text).toBe(404)
    for (const ours of [mine.app, mine.key, mine.subscription, mine.event, mine.delivery]) {
      // The 404 repeats what was asked for, and nothing else.
      if (!path.includes(ours)) expect(text).not.toContain(ours)
    }
    expect(await snapshot()).toEqual(before)
  })
})

describe('dead letters', () => {
  const act = (action: string, key: string, body: object) =>
    rest.call('POST', `/api/v1/webhooks/dead-letters/${action}`, { key, body })

  test.each(['redeliver', 'discard'])('others cannot %s ours, by id or by filter', async (action) => {
    const before = await snapshot()
    for (const { key } of [stranger, neighbour]) {
      const byId = await act(action, key, { ids: [mine.delivery] })
      expect(byId.json.redelivered ?? byId.json.discarded).toBe(0)
      for (const filter of [{ subscription: mine.subscription }, { app: mine.app }]) {
        expect((await act(action, key, { filter })).status).toBe(404)
      }
    }
    expect((await act(action, stranger.key, { filter: { tenant: mine.tenant } })).status).toBe(404)
    expect(await snapshot()).toEqual(before)
  })
})

describe('a key of another app of the tenant', () => {
  /** Events and the tenant itself are the tenant's, not an app's. */
  const sharedByApps: OperationId[] = ['getTenant', 'listTenants', 'publishEvents', 'listEvents', 'getEvent']
  /** For the whole tenant only, whoever's thing it is. */
  const forbidden: OperationId[] = [
    'createTenant',
    'putTenant',
    'updateTenant',
    'deleteTenant',
    'createApp',
    'listAuditEntries',
    'inviteMember',
    'listMembers',
    'getMember',
    'updateMember',
    'removeMember',
    'publishTestEvent',
  ]

  test.each(walked)('$id finds nothing of ours', async ({ id, operation }) => {
    const [method, path, call] = requestOf(id, operation)
    const before = await snapshot()
    const answer = await rest.call(method, path, { ...call, key: neighbour.key })
    const text = JSON.stringify(answer.json)
    if (isCatalogue(operation)) expect(answer.status).toBe(operation.method === 'GET' ? 200 : 403)
    else if (forbidden.includes(id)) expect(answer.status, text).toBe(403)
    else if (operation.path.includes('{id}') && !sharedByApps.includes(id) && id !== 'listEventDeliveries') {
      expect(answer.status, text).toBe(404)
    } else expect(answer.status, text).toBeLessThan(500)
    for (const ours of [mine.app, mine.key, mine.subscription, mine.delivery]) {
      if (!path.includes(ours)) expect(text).not.toContain(ours)
    }
    expect(await snapshot()).toEqual(before)
  })
})

/** Everything of ours that a call could have changed. */
async function snapshot(): Promise<unknown> {
  const { rows } = await database().pool.query(
    `select (select json_agg(t) from (select name, uid, deleted_at from tenants where id = $1) t) as tenant,
            (select json_agg(a order by id) from (select id, name, deleted_at from apps where tenant_id = $1) a) as apps,
            (select json_agg(k order by id) from (select id, revoked_at, expires_at from api_keys where tenant_id = $1
                                                   and app_id = $2) k) as keys,
            (select json_agg(s order by id) from (select id, revision, status, deleted_at from subscriptions
                                                   where tenant_id = $1 and app_id = $2) s) as subscriptions,
            (select count(*)::int from subscription_secrets where tenant_id = $1
                and subscription_id = $3) as secrets,
            (select json_agg(d order by id) from (select id, status, runs from deliveries
                                                   where tenant_id = $1 and app_id = $2 and event_id = $4) d) as deliveries,
            (select count(*)::int from dead_letters where event_id = $4) as dead,
            (select json_agg(m order by id) from (select id, role, user_id, invited_email from memberships
                                                   where tenant_id = $1) m) as members,
            (select count(*)::int from event_types) as types`,
    [
      uuidOf('tenant', mine.tenant),
      uuidOf('app', mine.app),
      uuidOf('subscription', mine.subscription),
      uuidOf('event', mine.event),
    ],
  )
  return rows[0]
}

describe('a key without the scope', () => {
  const scoped = walked.filter(({ operation }) => operation.scope !== null)

  test.each(scoped)('$id is forbidden and names it', async ({ id, operation }) => {
    const lacking = scopes.filter((scope) => scope !== operation.scope)
    const key = await keyWith(lacking)
    const [method, path, call] = requestOf(id, operation)
    const answer = await rest.call(method, path, { ...call, key })
    expect(answer).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    expect(answer.json.detail).toContain(operation.scope)
  })

  test.each(scoped)('$id is possible with that scope alone, as far as the scope goes', async ({ id, operation }) => {
    const key = await keyWith([operation.scope as Scope])
    const [method, path, call] = requestOf(id, operation)
    // An empty tenant of its own keeps the walk from deleting what later steps need.
    const answer = await rest.call(method, path.replace(/(ten|app|key|sub|evt|dlv)_\w+/, 'nobody'), { ...call, key })
    expect(answer.json?.detail ?? '').not.toContain('needs the scope')
    expect([401, 405, 500, 503]).not.toContain(answer.status)
  })

  const keys = new Map<string, Promise<string>>()
  function keyWith(held: Scope[]): Promise<string> {
    const made = keys.get(held.join()) ?? makeKey({ scopes: held, tenant: 'stranger' })
    keys.set(held.join(), made)
    return made
  }
})

describe('mass assignment', () => {
  /** Where one of these names is a field that the call means to take. */
  const meant: Partial<Record<OperationId, (keyof typeof smuggled)[]>> = {
    createApp: ['tenant'],
    putApp: ['tenant'],
    createKey: ['tenant', 'app', 'scopes'],
    createSubscription: ['tenant', 'app', 'secret'],
    rotateSecret: ['secret'],
    publishEvents: ['tenant'],
    redeliverDeadLetters: ['tenant', 'app'],
    discardDeadLetters: ['tenant', 'app'],
    createReplay: ['tenant'],
    createInbox: ['tenant', 'app', 'status'],
    createListenSession: ['tenant', 'app', 'secret'],
    answerListenRequest: ['status'],
    createPortalSession: ['tenant', 'app'],
    preflightUrl: ['tenant', 'app', 'secret'],
    verifySignature: ['secret'],
    simulateEvent: ['tenant'],
    publishTestEvent: ['tenant'],
    checkSubscriptionUrl: ['tenant', 'app'],
    previewMatches: ['tenant', 'app'],
    updateInbox: ['status'],
    inviteMember: ['tenant', 'role'],
    updateMember: ['role'],
  }
  const writes = walked.filter(({ operation }) => operation.method !== 'GET' && operation.method !== 'DELETE')

  test.each(writes)('$id takes no field that it does not declare', async ({ id, operation }) => {
    const declared = fieldsOf(operation.body)
    const before = await snapshot()
    for (const [field, value] of Object.entries(smuggled)) {
      if (declared.includes(field)) {
        expect(meant[id] ?? [], `${id} declares ${field}: is that meant?`).toContain(field)
        continue
      }
      const [method, path, call] = requestOf(id, operation)
      const body = { ...(call.body as object | undefined), [field]: value }
      const answer = await rest.call(method, path, { key: operator, body })
      expect(answer.status, `${field}: ${JSON.stringify(answer.json)}`).toBe(422)
    }
    expect(await snapshot()).toEqual(before)
  })
})
