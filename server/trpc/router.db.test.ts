import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { openTestKeyRing } from '../../test/key-ring.ts'
import { insertTenant } from '../../test/rows.ts'
import type { Viewer } from '../auth/viewer.ts'
import { toId } from '../contract/ids.ts'
import { type Scope, scopes } from '../contract/scopes.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { createPortalContext, type PortalContext } from './context.ts'
import { createCallerFactory } from './procedures.ts'
import { appRouter } from './router.ts'

useDatabase()
openTestKeyRing()
beforeAll(() => setOutboundPolicy(createOutboundPolicy({ mode: 'strict', allow: '' })))

const createCaller = createCallerFactory(appRouter)

function viewerWith(memberships: Viewer['memberships']): Viewer {
  return {
    kind: 'person',
    sessionId: '0190a000-0000-7000-8000-000000000001',
    userId: '0190a000-0000-7000-8000-000000000002',
    email: 'ada@example.com',
    name: 'Ada',
    memberships,
  }
}

function contextOf(viewer: Viewer | null, cookieHeader: string | null = null): PortalContext {
  return createPortalContext({ viewer, cookieHeader, ip: '192.0.2.7', requestId: null })
}

const owner = contextOf(viewerWith([{ tenantId: null, role: 'owner' }]))

type Procedure = (input?: unknown) => Promise<unknown>

/** Every procedure by its path, as the router declares them. */
const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { meta?: { scope: Scope | null } } }>,
)

function procedureOf(context: PortalContext, path: string): Procedure {
  const [noun = '', verb = ''] = path.split('.')
  const caller = createCaller(context) as unknown as Record<string, Record<string, Procedure>>
  return caller[noun]?.[verb] as Procedure
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    const { code, cause } = error as { code: string; cause?: { code?: string } }
    return cause?.code ?? code
  }
}

test('there are procedures to walk', () => {
  expect(procedures.length).toBeGreaterThan(25)
})

test.each(procedures)('%s is for people who are signed in', async (path) => {
  expect(await codeOf(procedureOf(contextOf(null), path)({}))).toBe('unauthenticated')
  expect(await codeOf(procedureOf(contextOf(viewerWith([])), path)({}))).toBe('unauthenticated')
})

test('whoever comes with an API key instead of a session is told where keys are for', async () => {
  const withKey = (authorization: string) =>
    createPortalContext({ viewer: null, cookieHeader: null, ip: null, requestId: null, authorization })
  await expect(createCaller(withKey('Bearer pt_a_key')).me.get()).rejects.toThrow('API keys are for /api/v1')
  await expect(createCaller(withKey('Basic cHRf')).me.get()).rejects.toThrow('You are not signed in any more')
})

const scoped = procedures.flatMap(([path, { _def }]) => (_def.meta?.scope ? [[path, _def.meta.scope] as const] : []))

test.each(scoped)('%s is refused without the scope %s, before its input is read', async (path, scope) => {
  const withoutIt = owner.actor && { ...owner.actor, scopes: new Set(scopes.filter((known) => known !== scope)) }
  expect(await codeOf(procedureOf({ ...owner, actor: withoutIt }, path)({ nonsense: true }))).toBe('forbidden')
})

test('people are refused in words of roles, not of scopes', async () => {
  const viewer = createCaller(contextOf(viewerWith([{ tenantId: await insertTenant(), role: 'viewer' }])))
  await expect(viewer.apps.list({})).rejects.toThrow('This is for owners of the whole installation.')
  await expect(viewer.keys.list({})).rejects.toThrow('This is for admins and owners.')
  const id = toId('subscription', '0190a000-0000-7000-8000-0000000000aa')
  await expect(viewer.subscriptions.pause({ id })).rejects.toThrow('This is for developers, admins and owners.')
})

test('procedures without a scope are few and known', () => {
  const open = procedures.filter(([, { _def }]) => !_def.meta?.scope).map(([path]) => path)
  const ofThePerson = [
    'endSession',
    'endSessions',
    'get',
    'installation',
    'sessions',
    'setPassword',
    'tenant',
    'tenants',
  ]
  expect(open.sort()).toEqual(['eventTypes.get', 'eventTypes.list', ...ofThePerson.map((name) => `me.${name}`)])
})

const ids = {
  subscriptions: toId('subscription', '0190a000-0000-7000-8000-0000000000aa'),
  deliveries: toId('delivery', '0190a000-0000-7000-8000-0000000000aa'),
  events: toId('event', '0190a000-0000-7000-8000-0000000000aa'),
}

test.each(Object.entries(ids))('an unknown id of %s is not found, like that of another tenant', async (noun, id) => {
  expect(await codeOf(procedureOf(owner, `${noun}.get`)({ id }))).toBe('not_found')
})

test('a member of one tenant neither sees nor touches what belongs to another', async () => {
  const [acme, globex] = [await insertTenant('Acme'), await insertTenant('Globex')]
  const operator = createCaller(owner)
  const foreign = await operator.subscriptions.create({
    tenant: toId('tenant', globex),
    url: 'https://globex.example/hooks',
    events: ['*'],
  })
  const context = contextOf(
    viewerWith([{ tenantId: acme, role: 'admin' }]),
    `postrider-tenant=${toId('tenant', globex)}`,
  )
  const member = createCaller(context)
  expect((await member.subscriptions.list({})).data).toEqual([])
  const onlyAcme = { data: [{ name: 'Acme' }], has_more: false }
  expect(await member.me.tenants()).toMatchObject(onlyAcme)
  expect(await member.me.tenants({ search: 'Globex' })).toEqual({ data: [], has_more: false })
  expect(await member.me.tenants({ ids: [acme, globex].map((id) => toId('tenant', id)) })).toMatchObject(onlyAcme)
  const { id } = foreign
  for (const call of [
    () => member.subscriptions.get({ id }),
    () => member.subscriptions.update({ id, description: 'mine' }),
    () => member.subscriptions.pause({ id }),
    () => member.subscriptions.resume({ id }),
    () => member.subscriptions.delete({ id }),
    () => member.subscriptions.revealSecret({ id }),
    () => member.subscriptions.rotateSecret({ id }),
    () => member.subscriptions.test({ id }),
    () => member.subscriptions.list({ tenant: toId('tenant', globex) }),
    () => member.deliveries.list({ subscription: id }),
    () => member.stats.get({ subscription: id }),
  ]) {
    expect(await codeOf(call()), call.toString()).toBe('not_found')
  }
})

test('a viewer looks and does not touch', async () => {
  const tenantId = await insertTenant('Initech')
  const caller = createCaller(contextOf(viewerWith([{ tenantId, role: 'viewer' }])))
  expect((await caller.subscriptions.list({})).data).toEqual([])
  expect(await codeOf(caller.subscriptions.create({ url: 'https://initech.example', events: ['*'] }))).toBe('forbidden')
  expect((await caller.me.get()).role).toBe('viewer')
})

test('fields that are not for callers to set are refused', async () => {
  const tenant = toId('tenant', await insertTenant('Umbrella'))
  const extra = { tenant, url: 'https://umbrella.example', events: ['*'], status: 'disabled', revision: 7 }
  await expect(createCaller(owner).subscriptions.create(extra)).rejects.toThrow(/status/)
})
