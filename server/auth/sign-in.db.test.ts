import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { auditEntries, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { database } from '../platform/database.ts'
import { createSignInLink } from './create-sign-in-link.ts'
import { endSession } from './end-session.ts'
import { hasOwnerSignedIn } from './has-owner-signed-in.ts'
import { readViewer } from './read-viewer.ts'
import { redeemSignInLink } from './redeem-sign-in-link.ts'

useDatabase()

const publicUrl = 'http://localhost:3000'
const caller = { ip: '192.0.2.7', userAgent: 'a browser' }
const session = { secret: 'a secret of at least thirty-two characters', cookieName: 'postrider-session' }

async function newToken(email?: string): Promise<string> {
  const { url } = await createSignInLink({ publicUrl, ...(email ? { email } : {}) })
  return new URL(url).hash.slice('#token='.length)
}

async function cookieOf(claims: Record<string, unknown>): Promise<string> {
  return `${session.cookieName}=${await encode({ token: claims, secret: session.secret })}`
}

async function signIn() {
  const signedIn = await redeemSignInLink({ token: await newToken(), ...caller })
  if (!signedIn) throw new Error('The link was refused.')
  return signedIn
}

test('the first link makes the owner of the installation, later ones sign the same person in', async () => {
  const first = await signIn()
  const second = await signIn()
  expect(second.userId).toBe(first.userId)
  expect(second.sessionId).not.toBe(first.sessionId)
  const memberships = await database().prisma.membership.findMany()
  expect(memberships).toMatchObject([{ userId: first.userId, tenantId: null, role: 'owner' }])
})

test('an owner has signed in once one did, whatever became of the session', async () => {
  await database().prisma.user.deleteMany()
  expect(await hasOwnerSignedIn()).toBe(false)
  await newToken()
  expect(await hasOwnerSignedIn()).toBe(false)
  const { userId } = await signIn()
  await database().pool.query('delete from portal_sessions')
  expect(await hasOwnerSignedIn()).toBe(true)
  await database().pool.query("update memberships set role = 'admin' where user_id = $1", [userId])
  expect(await hasOwnerSignedIn()).toBe(false)
  await database().prisma.user.deleteMany()
})

test('links made at the same time on an empty installation make one owner', async () => {
  await database().prisma.user.deleteMany()
  await Promise.all(Array.from({ length: 5 }, () => newToken()))
  expect(await database().prisma.user.count()).toBe(1)
})

test('the token stands in the fragment only and is stored as a hash', async () => {
  const { url } = await createSignInLink({ publicUrl })
  const { pathname, search, hash } = new URL(url)
  expect([pathname, search]).toEqual(['/sign-in', ''])
  const token = hash.slice('#token='.length)
  const { rows } = await database().pool.query('select to_jsonb(l)::text as row from sign_in_links l')
  for (const { row } of rows) expect(row).not.toContain(token)
  expect(JSON.stringify(await auditEntries())).not.toContain(token)
})

test('a link works once, also when it is used twice at the same moment', async () => {
  const token = await newToken()
  const answers = await Promise.all(Array.from({ length: 6 }, () => redeemSignInLink({ token, ...caller })))
  expect(answers.filter((answer) => answer !== null)).toHaveLength(1)
  expect(await redeemSignInLink({ token, ...caller })).toBeNull()
})

test('a link that is too old, unknown, or of a disabled person signs nobody in', async () => {
  const old = await newToken()
  await database().pool.query("update sign_in_links set expires_at = now() - interval '1 second' where used_at is null")
  expect(await redeemSignInLink({ token: old, ...caller })).toBeNull()
  expect(await redeemSignInLink({ token: 'x'.repeat(43), ...caller })).toBeNull()
  const late = await newToken()
  await database().pool.query('update users set disabled_at = now()')
  expect(await redeemSignInLink({ token: late, ...caller })).toBeNull()
  await database().pool.query('update users set disabled_at = null')
})

test('nobody gets a link for an address that has no account', async () => {
  await expect(createSignInLink({ email: 'stranger@example.com', publicUrl })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a cookie is worth what its session row says at this moment', async () => {
  const { userId, sessionId, name } = await signIn()
  const cookie = await cookieOf({ userId, sessionId })
  expect(await readViewer(`other=1; ${cookie}`, session)).toMatchObject({ userId, memberships: [{ role: 'owner' }] })
  await endSession({ sessionId, userId, name })
  expect(await readViewer(cookie, session)).toBeNull()
  await endSession({ sessionId, userId, name })
})

test('ending a session asks whose it is', async () => {
  const { userId, sessionId, name } = await signIn()
  await endSession({ sessionId, userId: '0190a000-0000-7000-8000-000000000000', name })
  expect(await readViewer(await cookieOf({ sessionId }), session)).toMatchObject({ userId })
})

test('a session ends when it runs out and when its person is disabled', async () => {
  const { sessionId } = await signIn()
  const cookie = await cookieOf({ sessionId })
  await database().pool.query('update users set disabled_at = now()')
  expect(await readViewer(cookie, session)).toBeNull()
  await database().pool.query('update users set disabled_at = null')
  expect(await readViewer(cookie, session)).not.toBeNull()
  await database().pool.query(`update portal_sessions set expires_at = now() - interval '1 second'`)
  expect(await readViewer(cookie, session)).toBeNull()
})

test('a cookie of another secret, without a session, or no cookie at all is nobody', async () => {
  const { sessionId } = await signIn()
  const foreign = await encode({ token: { sessionId }, secret: 'some other secret of thirty-two characters' })
  expect(await readViewer(`${session.cookieName}=${foreign}`, session)).toBeNull()
  expect(await readViewer(await cookieOf({ sub: 'x' }), session)).toBeNull()
  expect(await readViewer(await cookieOf({ sessionId: 'not-a-uuid' }), session)).toBeNull()
  expect(await readViewer(`${session.cookieName}=garbage`, session)).toBeNull()
  expect(await readViewer(null, session)).toBeNull()
})

test('signing in and out is in the audit log with who and from where', async () => {
  const { userId, sessionId, name } = await signIn()
  await endSession({ sessionId, userId, name })
  const target = toId('portalSession', sessionId)
  const actions = (await auditEntries()).filter(({ target_id }) => target_id === target).map(({ action }) => action)
  expect(actions).toEqual(['session.create', 'session.end'])
  const { rows } = await database().pool.query('select ip, actor_id from audit_entries where target_id = $1', [target])
  expect(rows[0]).toEqual({ ip: caller.ip, actor_id: toId('user', userId) })
})

test('memberships of tenants come with the viewer', async () => {
  const { userId, sessionId } = await signIn()
  const tenantId = await insertTenant()
  await database().prisma.membership.updateMany({ where: { userId }, data: { tenantId, role: 'viewer' } })
  expect(await readViewer(await cookieOf({ sessionId }), session)).toMatchObject({
    memberships: [{ tenantId, role: 'viewer' }],
  })
})
