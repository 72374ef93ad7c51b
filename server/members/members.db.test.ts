import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { auditEntries, insertTenant } from '../../test/rows.ts'
import { acceptInvitation } from '../auth/accept-invitation.ts'
import { createSignInLink } from '../auth/create-sign-in-link.ts'
import { describeInvitation } from '../auth/describe-invitation.ts'
import { findLiveSession } from '../auth/session-store.ts'
import { signInWithIdentity } from '../auth/sign-in-with-identity.ts'
import { signInWithPassword } from '../auth/sign-in-with-password.ts'
import { insertUser } from '../auth/user-store.ts'
import { actorOf, type Viewer } from '../auth/viewer.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Role } from '../contract/role.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { inviteMember } from './invite-member.ts'
import { listMembers } from './list-members.ts'
import { removeMember } from './remove-member.ts'
import { updateMember } from './update-member.ts'

const rest = useRest(useDatabase())
let operator: string
beforeAll(async () => {
  operator = await makeKey()
})

const password = 'correct horse battery'
const newEmail = () => `${randomUUID()}@example.com`
let addresses = 0
/** Every try from an address of its own, or the limits of one test would be those of all. */
const browser = () => ({ ip: `203.0.113.${++addresses}`, userAgent: 'test' })
const nobody = { name: 'Grace', password, viewer: null }
const tokenOf = (url: string) => new URLSearchParams(new URL(url).hash.slice(1)).get('token') as string

interface Person {
  actor: Actor
  viewer: Viewer
  member: string
}

/** Somebody who is a member; `tenantId` (uuid) null: of the installation. */
async function person(tenantId: string | null, role: Role): Promise<Person> {
  const email = newEmail()
  const { id: userId } = await insertUser(database().prisma, { email, name: role, tenantId, role })
  const viewer: Viewer = {
    kind: 'person',
    sessionId: randomUUID(),
    userId,
    email,
    name: role,
    memberships: [{ tenantId, role }],
  }
  const actor = actorOf(viewer, { chosenTenantId: null, ip: '192.0.2.1', requestId: null }) as Actor
  const { id } = await database().prisma.membership.findFirstOrThrow({ where: { userId, tenantId } })
  return { actor, viewer, member: toId('membership', id) }
}

async function tenantWithOwner() {
  const tenantId = await insertTenant()
  return { tenantId, tenant: toId('tenant', tenantId), owner: await person(tenantId, 'owner') }
}

const signIn = (email: string, given = password) => signInWithPassword({ email, password: given, ...browser() })

const codeOf = (call: Promise<unknown>) => call.then(() => 'none').catch((error) => error.code)

describe('an invitation', () => {
  test('makes whoever opens its link a member, once, and says so in the audit log', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const email = newEmail()
    const invited = await inviteMember(owner.actor, { email, role: 'developer' })
    expect(invited).toMatchObject({ status: 'invited', email, role: 'developer', name: null })
    const token = tokenOf(invited.url)
    expect(await describeInvitation(token)).toEqual({ email, role: 'developer', tenant: 'Acme', is_known: false })
    const answers = await Promise.all([1, 2, 3].map(() => acceptInvitation({ token, ...nobody, ...browser() })))
    const signedIn = answers.filter((answer) => answer !== null)
    expect(signedIn).toHaveLength(1)
    expect(await findLiveSession(signedIn[0]?.sessionId as string)).toMatchObject({
      user: { email, name: 'Grace', memberships: [{ tenantId, role: 'developer' }] },
    })
    expect(await signIn(email)).not.toBeNull()
    const entries = (await auditEntries()).filter(({ target_id }) => target_id === invited.id)
    expect(entries).toMatchObject([
      { action: 'member.invite', tenant_id: tenantId, after: { email, role: 'developer', status: 'invited' } },
      { action: 'member.join', tenant_id: tenantId, after: { email, role: 'developer' } },
    ])
    expect(JSON.stringify(await auditEntries())).not.toContain(token)
    expect((await listMembers(owner.actor, { limit: 50 })).data).toMatchObject([
      { email, status: 'active', name: 'Grace', link_expires_at: null },
      { role: 'owner', status: 'active' },
    ])
  })

  test('is stored as a hash and shown once', async () => {
    const body = { email: newEmail(), role: 'viewer' }
    const call = () =>
      rest.call('POST', '/api/v1/members', { key: operator, body, headers: { 'idempotency-key': body.email } })
    const first = await call()
    expect(first.status).toBe(201)
    expect((await call()).json).not.toHaveProperty('url')
    const { rows } = await database().pool.query('select to_jsonb(m)::text as row from memberships m')
    for (const { row } of rows) expect(row).not.toContain(tokenOf(first.json.url))
    expect(JSON.stringify((await rest.call('GET', '/api/v1/members', { key: operator })).json)).not.toContain('token')
  })

  test('for the same address gives a new link and ends the old one', async () => {
    const { owner } = await tenantWithOwner()
    const email = newEmail()
    const first = await inviteMember(owner.actor, { email, role: 'viewer' })
    const second = await inviteMember(owner.actor, { email: email.toLowerCase(), role: 'developer' })
    expect(first.ended_earlier_link).toBe(false)
    expect(second).toMatchObject({ id: first.id, role: 'developer', ended_earlier_link: true })
    expect(await describeInvitation(tokenOf(first.url))).toBeNull()
    expect(await describeInvitation(tokenOf(second.url))).toMatchObject({ role: 'developer' })
  })

  test('that is too old, taken back, or of a deleted tenant lets nobody in', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const invite = async () => inviteMember(owner.actor, { email: newEmail(), role: 'viewer' })
    const [old, back, gone] = [await invite(), await invite(), await invite()]
    await database().pool.query("update memberships set link_expires_at = now() - interval '1 second' where id = $1", [
      uuidOf('membership', old.id),
    ])
    await removeMember(owner.actor, { id: back.id })
    await database().pool.query('update tenants set deleted_at = now() where id = $1', [tenantId])
    for (const { url } of [old, back, gone]) {
      expect(await describeInvitation(tokenOf(url))).toBeNull()
      expect(await acceptInvitation({ token: tokenOf(url), ...nobody, ...browser() })).toBeNull()
    }
  })

  test('never opens an account that exists: its password, or its session, is needed', async () => {
    const { owner } = await tenantWithOwner()
    const victim = await person(null, 'owner')
    const { url } = await inviteMember(owner.actor, { email: victim.viewer.email, role: 'viewer' })
    const accept = (given: { password?: string; viewer?: Viewer }) =>
      acceptInvitation({ token: tokenOf(url), ...nobody, ...given, ...browser() })
    expect(await codeOf(accept({}))).toBe('forbidden')
    expect(await codeOf(accept({ password: '' }))).toBe('forbidden')
    expect(await codeOf(accept({ viewer: owner.viewer }))).toBe('forbidden')
    const { passwordHash } = await database().prisma.user.findUniqueOrThrow({ where: { id: victim.viewer.userId } })
    expect(passwordHash).toBeNull()
    expect(await accept({ viewer: victim.viewer, password: '' })).toMatchObject({ userId: victim.viewer.userId })
  })

  test('asks for a good password and a name, and stays open until it gets them', async () => {
    const { owner } = await tenantWithOwner()
    const email = newEmail()
    const token = tokenOf((await inviteMember(owner.actor, { email, role: 'viewer' })).url)
    const accept = (given: object) => acceptInvitation({ token, ...nobody, ...given, ...browser() })
    await expect(accept({ password: 'short' })).rejects.toThrow('12 characters')
    await expect(accept({ password: `${email.split('@')[0]}!` })).rejects.toThrow('your address')
    await expect(accept({ name: ' ' })).rejects.toThrow('name must not be empty')
    expect(await accept({})).not.toBeNull()
  })

  test('is not given to who is a member already, and not above the own role', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const admin = await person(tenantId, 'admin')
    const invite = (actor: Actor, email: string, role: Role) => codeOf(inviteMember(actor, { email, role }))
    expect(await invite(owner.actor, admin.viewer.email, 'viewer')).toBe('conflict')
    expect(await invite(admin.actor, newEmail(), 'owner')).toBe('forbidden')
    expect(await invite(admin.actor, newEmail(), 'admin')).toBe('none')
    const email = newEmail()
    expect(await invite(owner.actor, email, 'owner')).toBe('none')
    expect(await invite(admin.actor, email, 'viewer'), 'an open one of an owner').toBe('forbidden')
  })
})

describe('whom a provider vouches for', () => {
  const vouched = (email: string) => signInWithIdentity({ method: 'oidc', email, ...browser() })

  test('comes in without the link when invited, and into nothing else', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const email = newEmail()
    expect(await vouched(email)).toBeNull()
    await inviteMember(owner.actor, { email, role: 'developer' })
    const signedIn = await vouched(email.toUpperCase())
    expect(await findLiveSession(signedIn?.sessionId as string)).toMatchObject({
      user: { memberships: [{ tenantId, role: 'developer' }] },
    })
  })

  test('takes over an account that somebody else made with the invitation: its password and sessions end', async () => {
    const { owner } = await tenantWithOwner()
    const email = newEmail()
    const { url } = await inviteMember(owner.actor, { email, role: 'viewer' })
    const impostor = await acceptInvitation({ token: tokenOf(url), ...nobody, ...browser() })
    expect(await vouched(email)).toMatchObject({ userId: impostor?.userId })
    expect(await findLiveSession(impostor?.sessionId as string)).toBeNull()
    expect(await signIn(email)).toBeNull()
    const again = await vouched(email)
    await vouched(email)
    expect(await findLiveSession(again?.sessionId as string), 'only the first time').not.toBeNull()
  })
})

describe('changing a role', () => {
  test('holds in sessions that are open, and is in the audit log with before and after', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const email = newEmail()
    const { url, id } = await inviteMember(owner.actor, { email, role: 'admin' })
    const session = await acceptInvitation({ token: tokenOf(url), ...nobody, ...browser() })
    await updateMember(owner.actor, { id, role: 'viewer' })
    expect(await findLiveSession(session?.sessionId as string)).toMatchObject({
      user: { memberships: [{ tenantId, role: 'viewer' }] },
    })
    const [entry] = (await auditEntries()).filter(({ action }) => action === 'member.update').slice(-1)
    expect(entry).toMatchObject({ target_id: id, before: { role: 'admin' }, after: { role: 'viewer' } })
  })

  test('is for those whose own role is as high as the old and the new one', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const [admin, other] = [await person(tenantId, 'admin'), await person(tenantId, 'developer')]
    expect(await codeOf(updateMember(admin.actor, { id: other.member, role: 'owner' }))).toBe('forbidden')
    expect(await codeOf(updateMember(admin.actor, { id: admin.member, role: 'owner' }))).toBe('forbidden')
    expect(await codeOf(updateMember(admin.actor, { id: owner.member, role: 'viewer' }))).toBe('forbidden')
    expect(await codeOf(removeMember(admin.actor, { id: owner.member }))).toBe('forbidden')
    expect(await codeOf(updateMember(admin.actor, { id: other.member, role: 'admin' }))).toBe('none')
  })

  test('follows what the actor is now, not what they were when the request began', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const [second, other] = [await person(tenantId, 'owner'), await person(tenantId, 'viewer')]
    await updateMember(owner.actor, { id: second.member, role: 'viewer' })
    expect(await codeOf(updateMember(second.actor, { id: other.member, role: 'admin' }))).toBe('forbidden')
    expect(await codeOf(updateMember(second.actor, { id: second.member, role: 'owner' }))).toBe('forbidden')
  })

  test('of the last owner, and removing them, is refused, also when two owners demote each other at once', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const saidLast = async () => {
      const { data } = await listMembers(owner.actor, { limit: 50 })
      return data.filter(({ is_last_owner }) => is_last_owner).map(({ id }) => id)
    }
    expect(await saidLast()).toEqual([owner.member])
    expect(await codeOf(updateMember(owner.actor, { id: owner.member, role: 'admin' }))).toBe('conflict')
    expect(await codeOf(removeMember(owner.actor, { id: owner.member }))).toBe('conflict')
    await inviteMember(owner.actor, { email: newEmail(), role: 'owner' })
    expect(await codeOf(removeMember(owner.actor, { id: owner.member })), 'an invited one does not count').toBe(
      'conflict',
    )
    const second = await person(tenantId, 'owner')
    expect(await saidLast()).toEqual([])
    const outcomes = await Promise.all([
      codeOf(updateMember(owner.actor, { id: second.member, role: 'viewer' })),
      codeOf(updateMember(second.actor, { id: owner.member, role: 'viewer' })),
    ])
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1)
  })

  test('of the last owner of the installation is refused to everybody', async () => {
    await database().prisma.membership.updateMany({ where: { tenantId: null, role: 'owner' }, data: { role: 'admin' } })
    const last = await person(null, 'owner')
    for (const method of ['DELETE', 'PATCH'] as const) {
      const body = method === 'PATCH' ? { role: 'viewer' } : undefined
      const answer = await rest.call(method, `/api/v1/members/${last.member}`, { key: operator, body })
      expect(answer).toMatchObject({ status: 409, json: { code: 'conflict' } })
    }
  })
})

describe('removing a member', () => {
  test('ends their sessions at once, and they cannot sign in again', async () => {
    const { owner } = await tenantWithOwner()
    const email = newEmail()
    const { url, id } = await inviteMember(owner.actor, { email, role: 'admin' })
    const session = await acceptInvitation({ token: tokenOf(url), ...nobody, ...browser() })
    await removeMember(owner.actor, { id })
    expect(await findLiveSession(session?.sessionId as string)).toBeNull()
    expect(await signIn(email)).toBeNull()
    expect(await codeOf(createSignInLink({ email, publicUrl: 'http://localhost' }))).toBe('not_found')
    const entry = (await auditEntries()).find(({ action, target_id }) => action === 'member.remove' && target_id === id)
    expect(entry).toMatchObject({ before: { email, role: 'admin' }, after: { sessions_ended: 1 } })
    const again = await inviteMember(owner.actor, { email, role: 'viewer' })
    const back = await acceptInvitation({ token: tokenOf(again.url), ...nobody, ...browser() })
    expect(back).toMatchObject({ userId: session?.userId })
  })

  test('narrows the sessions of somebody who belongs elsewhere, too', async () => {
    const [here, there] = [await tenantWithOwner(), await tenantWithOwner()]
    const email = newEmail()
    const first = await inviteMember(here.owner.actor, { email, role: 'admin' })
    const session = await acceptInvitation({ token: tokenOf(first.url), ...nobody, ...browser() })
    const second = await inviteMember(there.owner.actor, { email, role: 'viewer' })
    await acceptInvitation({ token: tokenOf(second.url), ...nobody, ...browser() })
    await removeMember(here.owner.actor, { id: first.id })
    expect(await findLiveSession(session?.sessionId as string)).toMatchObject({
      user: { memberships: [{ tenantId: there.tenantId, role: 'viewer' }] },
    })
  })

  test('happens to everybody whose tenant is deleted', async () => {
    const { tenantId, owner } = await tenantWithOwner()
    const { url } = await inviteMember(owner.actor, { email: newEmail(), role: 'viewer' })
    const session = await acceptInvitation({ token: tokenOf(url), ...nobody, ...browser() })
    await database().pool.query('update tenants set deleted_at = now() where id = $1', [tenantId])
    expect(await findLiveSession(session?.sessionId as string)).toMatchObject({ user: { memberships: [] } })
  })
})

describe('keys', () => {
  const invite = async (key: string, role: Role, tenant?: string) =>
    (await rest.call('POST', '/api/v1/members', { key, body: { email: newEmail(), role, ...(tenant && { tenant }) } }))
      .status

  test('of a tenant make admins at most, and only with the scopes of one', async () => {
    const { tenant } = await tenantWithOwner()
    const bound = await makeKey({ tenant })
    expect([await invite(bound, 'admin'), await invite(bound, 'owner')]).toEqual([201, 403])
    const poor = await makeKey({ tenant, scopes: ['members:admin'] })
    expect(await invite(poor, 'viewer')).toBe(403)
    const reader = await makeKey({
      tenant,
      scopes: ['members:admin', 'events:read', 'subscriptions:read', 'deliveries:read', 'stats:read'],
    })
    expect([await invite(reader, 'viewer'), await invite(reader, 'developer')]).toEqual([201, 403])
  })

  test('of the installation that administer tenants make owners, others do not', async () => {
    const { tenant } = await tenantWithOwner()
    expect([await invite(operator, 'owner', tenant), await invite(operator, 'owner')]).toEqual([201, 201])
    const admin = await makeKey({
      scopes: [...(await import('../contract/scopes.ts')).scopes].filter((scope) => scope !== 'tenants:admin'),
    })
    expect([await invite(admin, 'owner', tenant), await invite(admin, 'admin', tenant)]).toEqual([403, 201])
  })

  test.each([
    '',
    'ada',
    'ada@',
    'ada@example',
    'a b@example.com',
    `${'a'.repeat(250)}@example.com`,
    'a@b.example\u0000',
  ])('cannot invite "%s"', async (email) => {
    const answer = await rest.call('POST', '/api/v1/members', { key: operator, body: { email, role: 'viewer' } })
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: '/email' }] } })
  })
})
