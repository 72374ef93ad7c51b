import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { useEngineGround } from '../../test/engine.ts'
import { usePortal } from '../../test/portal.ts'
import { callRest, makeKey } from '../../test/rest-api.ts'
import { auditEntries, insertDelivery, insertEvent } from '../../test/rows.ts'
import { fieldsOf, validBodies } from '../../test/walked-calls.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Operation } from '../contract/operation.ts'
import { type OperationId, operations } from '../contract/operations.ts'
import { Capability } from '../contract/portal-session.ts'
import type { Scope } from '../contract/scopes.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { appRouter } from '../trpc/router.ts'

const portal = usePortal(useDatabase())
useEngineGround()

let operator: string
interface Ground {
  tenant: string
  app: string
  subscription: string
  event: string
  delivery: string
}

let mine: Ground
let theirs: Ground
let neighbour: string

const rest = (method: string, path: string, body?: object, key = operator) =>
  callRest(portal.origin, method, `/api/v1${path}`, { key, body })

beforeAll(async () => {
  operator = await makeKey()
  const ground = async (uid: string) => {
    const tenant = (await rest('POST', '/tenants', { uid, name: uid })).json.id
    const app = (await rest('POST', '/apps', { tenant, name: uid })).json.id
    const settings = { app, url: 'http://localhost:4999/hook', events: ['*'] }
    const subscription = (await rest('POST', '/webhooks/subscriptions', settings)).json.id
    const tenantId = uuidOf('tenant', tenant) as string
    const eventId = await insertEvent({ tenantId })
    const [subscriptionId, appId] = [uuidOf('subscription', subscription) as string, uuidOf('app', app)]
    const delivery = toId(
      'delivery',
      await insertDelivery({ tenantId, appId, subscriptionId, eventId, status: 'failed' }),
    )
    return { tenant, app, subscription, event: toId('event', eventId), delivery }
  }
  mine = await ground('mine')
  theirs = await ground('theirs')
  neighbour = (await rest('POST', '/apps', { tenant: 'mine', name: 'Neighbour' })).json.id
})

const open = (body: object = {}, key = operator) =>
  rest('POST', '/portal-sessions', { tenant: 'mine', capabilities: ['subscriptions:read'], ...body }, key)

const codeOf = (url: string) => new URLSearchParams(new URL(url).hash.slice(1)).get('code') as string

const enter = (code: unknown, headers: Record<string, string> = {}) =>
  fetch(`${portal.origin}/api/portal-session`, {
    method: 'POST',
    headers: { origin: portal.origin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ code }),
  })

async function cookieOf(body: object = {}): Promise<string> {
  const answer = await enter(codeOf((await open(body)).json.url))
  expect(answer.status).toBe(204)
  return (answer.headers.getSetCookie()[0] as string).split(';')[0] as string
}

async function procedure(kind: 'query' | 'mutation', path: string, input: unknown, cookie?: string) {
  const url = `${portal.origin}/api/trpc/${path}`
  const headers = { origin: portal.origin, 'content-type': 'application/json', ...(cookie ? { cookie } : {}) }
  const answer =
    kind === 'query'
      ? await fetch(`${url}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
      : await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) })
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  const json = (await answer.json()) as any
  return {
    status: answer.status,
    code: json.error?.data.problem.code,
    data: json.result?.data,
    text: JSON.stringify(json),
  }
}

describe('the link of a portal session', () => {
  test('works once, and the audit log says who made and who used it', async () => {
    const { status, json } = await open({ return_url: 'https://app.example.com/settings' })
    expect(status).toBe(201)
    expect(json).toMatchObject({ tenant: mine.tenant, app: null, entered: false, capabilities: ['subscriptions:read'] })
    expect(json.url).toMatch(new RegExp(`^${portal.origin}/embed\\?session=${json.id}#code=[\\w-]{43}$`))
    const code = codeOf(json.url)
    const outcomes = await Promise.all([enter(code), enter(code), enter(code)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual([204, 401, 401])
    const entries = (await auditEntries()).filter(({ target_id }) => target_id === json.id)
    expect(entries.map(({ action }) => action)).toEqual(['portal_session.create', 'portal_session.enter'])
    expect(JSON.stringify(entries)).not.toContain(code)
    const { rows } = await database().pool.query('select * from embedded_sessions where code_hash is null')
    expect(JSON.stringify(rows)).not.toContain(code)
    expect((await rest('GET', '/portal-sessions')).json.data[0]).toMatchObject({ id: json.id, entered: true })
    expect((await rest('GET', '/portal-sessions')).json.data[0]).not.toHaveProperty('url')
  })

  test('is given to nobody a second time, not even by an Idempotency-Key', async () => {
    const call = () =>
      callRest(portal.origin, 'POST', '/api/v1/portal-sessions', {
        key: operator,
        body: { tenant: 'mine', capabilities: ['events:read'] },
        headers: { 'idempotency-key': 'portal-once' },
      })
    expect((await call()).json.url).toBeDefined()
    expect((await call()).json).not.toHaveProperty('url')
  })

  test.each([
    ['unknown', 'a'.repeat(43)],
    ['malformed', "x' or 1=1 --"],
    ['missing', null],
    ['an object', { contains: '' }],
  ])('is refused when the code is %s', async (_, code) => {
    expect((await enter(code)).status).toBe(401)
  })

  test('is refused when it is too old', async () => {
    const { json } = await open()
    await database().pool.query("update embedded_sessions set code_expires_at = now() - interval '1 second'")
    expect((await enter(codeOf(json.url))).status).toBe(401)
  })

  test('is exchanged from pages of the portal only', async () => {
    const code = codeOf((await open()).json.url)
    expect((await enter(code, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await enter(code)).status).toBe(204)
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'ftp://example.com'])(
    'does not lead back to %s',
    async (return_url) => {
      expect(await open({ return_url })).toMatchObject({ status: 422, json: { errors: [{ pointer: '/return_url' }] } })
    },
  )

  test.each(['keys:admin', 'tenants:admin', 'audit:read', 'portal-sessions:write', 'event-types:write', 'x'])(
    'never carries %s',
    async (capability) => {
      expect((await open({ capabilities: [capability] })).status).toBe(422)
    },
  )

  test('carries nothing that the key which asks for it lacks, for no other tenant and no other app', async () => {
    const scopes: Scope[] = ['portal-sessions:write', 'events:read']
    const key = await makeKey({ tenant: 'mine', scopes })
    expect((await open({ capabilities: ['events:read'] }, key)).status).toBe(201)
    expect((await open({ capabilities: ['events:read', 'secrets:read'] }, key)).status).toBe(403)
    expect((await open({ tenant: 'theirs', capabilities: ['events:read'] }, key)).status).toBe(404)
    expect((await open({ app: theirs.app, capabilities: ['events:read'] }, key)).status).toBe(404)
  })
})

describe('a portal session', () => {
  test('is what its cookie names, which only the server can read', async () => {
    const answer = await enter(codeOf((await open()).json.url))
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^postrider-embedded=[\w-]{43}; Path=\/; Expires=.*HttpOnly; SameSite=Lax$/,
    )
    const cookie = (answer.headers.getSetCookie()[0] as string).split(';')[0] as string
    const viewer = await procedure('query', 'me.get', undefined, cookie)
    expect(viewer.data).toMatchObject({
      tenant: mine.tenant,
      scopes: ['subscriptions:read'],
      embedded: { theme: null },
    })
    expect((await procedure('query', 'me.get', undefined)).status).toBe(401)
    expect((await procedure('query', 'me.get', undefined, 'postrider-embedded=forged')).status).toBe(401)
  })

  test('ends when it is revoked, left, or over, and with its tenant', async () => {
    const isIn = async (cookie: string) => (await procedure('query', 'me.get', undefined, cookie)).status === 200
    const { json } = await open()
    const entered = await enter(codeOf(json.url))
    const revoked = (entered.headers.getSetCookie()[0] as string).split(';')[0] as string
    const left = await cookieOf()
    const other = await cookieOf()
    expect(await isIn(revoked)).toBe(true)
    expect((await rest('DELETE', `/portal-sessions/${json.id}`)).status).toBe(204)
    expect(await isIn(revoked)).toBe(false)
    await fetch(`${portal.origin}/api/portal-session`, {
      method: 'DELETE',
      headers: { origin: portal.origin, cookie: left },
    })
    expect(await isIn(left)).toBe(false)
    expect(await isIn(other)).toBe(true)
    await database().pool.query("update embedded_sessions set expires_at = now() - interval '1 second'")
    expect(await isIn(other)).toBe(false)
    const gone = (await rest('POST', '/tenants', { uid: 'gone', name: 'Gone' })).json.id
    const lost = await cookieOf({ tenant: gone })
    await rest('DELETE', `/tenants/${gone}`)
    expect(await isIn(lost)).toBe(false)
  })

  test('may be framed by the origins of its tenant, before and after the code is used, and by no others', async () => {
    await rest('PATCH', '/tenants/mine', { frame_ancestors: ['https://app.example.com'] })
    const policy = async (path: string, cookie?: string) => {
      const answer = await fetch(portal.origin + path, { headers: cookie ? { cookie } : {} })
      return [answer.headers.get('content-security-policy'), answer.headers.get('x-frame-options')]
    }
    const { json } = await open()
    const cookie = await cookieOf()
    for (const framed of [await policy(`/embed?session=${json.id}`), await policy('/', cookie)]) {
      expect(framed).toEqual([expect.stringContaining('frame-ancestors https://app.example.com'), null])
    }
    const alone = [expect.stringContaining("frame-ancestors 'none'"), 'DENY']
    expect(await policy('/')).toEqual(alone)
    expect(await policy('/embed')).toEqual(alone)
    expect(await policy('/embed?session=pse_00000000000000000000000000')).toEqual(alone)
    expect(await policy('/', await cookieOf({ tenant: 'theirs' }))).toEqual(alone)
    await rest('PATCH', '/tenants/mine', { frame_ancestors: [] })
  })

  test('changes nothing from another site', async () => {
    const cookie = await cookieOf({ capabilities: ['subscriptions:write', 'subscriptions:read'] })
    const change = (headers: Record<string, string>) =>
      fetch(`${portal.origin}/api/trpc/subscriptions.pause`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ id: mine.subscription }),
      })
    expect((await change({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await change({})).status).toBe(403)
    expect((await change({ origin: portal.origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const read = `${portal.origin}/api/trpc/subscriptions.pause?input=${encodeURIComponent(JSON.stringify({ id: mine.subscription }))}`
    expect((await fetch(read, { headers: { cookie } })).status).toBe(405)
    expect((await change({ origin: portal.origin })).status).toBe(200)
    await procedure('mutation', 'subscriptions.resume', { id: mine.subscription }, cookie)
  })
})

interface Declared {
  type: 'query' | 'mutation'
  meta: { scope: Scope | null; operation?: OperationId }
}

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Declared }>).flatMap(
  ([path, { _def }]) => {
    const { scope, operation } = _def.meta
    return scope && operation ? [{ path, kind: _def.type, scope, operation }] : []
  },
)

describe('every procedure, asked by a portal session', () => {
  test.each(procedures)('$path is forbidden without its capability', async ({ path, kind, scope }) => {
    const capabilities = Capability.options.filter((capability) => capability !== scope)
    const cookie = await sessionWith({ tenant: 'mine', capabilities })
    expect(await procedure(kind, path, {}, cookie)).toMatchObject({ status: 403, code: 'forbidden' })
  })

  const reachable = procedures.filter(({ scope }) => (Capability.options as string[]).includes(scope))

  test.each(reachable)('$path finds nothing of another tenant', async ({ path, kind, operation }) => {
    const cookie = await sessionWith({ tenant: 'theirs', capabilities: Capability.options })
    const { status, code, text } = await procedure(kind, path, attackOn(operation), cookie)
    expect(`${status} ${code}`, text).toBe('404 not_found')
  })

  test.each(reachable)('$path finds nothing of another app', async ({ path, kind, operation }) => {
    const cookie = await sessionWith({ app: neighbour, capabilities: Capability.options })
    const { status, text } = await procedure(kind, path, attackOn(operation), cookie)
    // Events are the tenant's; what was made of them is the app's.
    const attack = attackOn(operation)
    if (('id' in attack || 'subscription' in attack) && !path.startsWith('events.')) expect(status, text).toBe(404)
    else expect(status, text).toBeLessThan(500)
    if (status === 200) for (const id of [mine.app, mine.subscription, mine.delivery]) expect(text).not.toContain(id)
  })

  /** The call on what is ours: by id where it takes one, else by tenant. */
  function attackOn(operation: OperationId): object {
    const { params, query, body } = operations[operation] as unknown as Operation
    const names = [query, body].flatMap(fieldsOf)
    const filler = validBodies[operation]
    if ('id' in params.shape) return { id: idIn(operations[operation].path), ...filler }
    if (names.includes('tenant')) return { tenant: mine.tenant, ...filler }
    if (names.includes('subscription')) return { subscription: mine.subscription, ...filler }
    if (names.includes('filter')) return { filter: { tenant: mine.tenant } }
    throw new Error(`Say how ${operation} names what it works on.`)
  }

  function idIn(path: string): string {
    const collection = path.slice(0, path.indexOf('/{id}')).split('/').at(-1) as string
    const ids: Record<string, string> = {
      subscriptions: mine.subscription,
      events: mine.event,
      deliveries: mine.delivery,
      replays: toId('replay', newUuid()),
      inboxes: toId('inbox', newUuid()),
    }
    const id = ids[collection]
    if (!id) throw new Error(`Say which id stands for {id} in ${path}.`)
    return id
  }

  const sessions = new Map<string, Promise<string>>()
  function sessionWith(body: object): Promise<string> {
    const name = JSON.stringify(body)
    const made = sessions.get(name) ?? cookieOf(body)
    sessions.set(name, made)
    return made
  }
})
