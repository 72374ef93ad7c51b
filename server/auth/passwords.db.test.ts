import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { auditEntries } from '../../test/rows.ts'
import { database } from '../platform/database.ts'
import { createPortalContext } from '../trpc/context.ts'
import { createCallerFactory } from '../trpc/procedures.ts'
import { appRouter } from '../trpc/router.ts'
import { findLiveSession } from './session-store.ts'
import { signInWithIdentity } from './sign-in-with-identity.ts'
import { signInWithPassword } from './sign-in-with-password.ts'
import { insertUser } from './user-store.ts'
import type { Viewer } from './viewer.ts'

useDatabase()

const right = 'correct horse battery'
const create = createCallerFactory(appRouter)

async function person(password: string | null = right): Promise<Viewer> {
  const email = `${randomUUID()}@example.com`
  const { prisma } = database()
  const { id } = await insertUser(prisma, { email, name: 'Ada', tenantId: null, role: 'owner' })
  const viewer: Viewer = {
    kind: 'person',
    sessionId: randomUUID(),
    userId: id,
    email,
    name: 'Ada',
    memberships: [{ tenantId: null, role: 'owner' }],
  }
  if (password !== null) await callerOf(viewer).me.setPassword({ next: password })
  return viewer
}

/** Every call from an address of its own, or the limits of one test would be those of all. */
const callerOf = (viewer: Viewer) =>
  create(createPortalContext({ viewer, cookieHeader: null, ip: address(), requestId: null }))

let addresses = 0
const address = () => `203.0.113.${++addresses}`

const signIn = (email: string, password: string, ip = address()) =>
  signInWithPassword({ email, password, ip, userAgent: 'test' })

test('a password is stored as argon2id and signs in, whatever the case of the address', async () => {
  const { email, userId } = await person()
  const { passwordHash } = await database().prisma.user.findUniqueOrThrow({ where: { id: userId } })
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const signedIn = await signIn(` ${email.toUpperCase()} `, right)
  expect(await findLiveSession(signedIn?.sessionId as string)).toMatchObject({ user: { email } })
})

test('nothing tells a wrong password from nobody, from somebody disabled, and from somebody without one', async () => {
  const [known, disabled, without] = [await person(), await person(), await person(null)]
  await database().prisma.user.update({ where: { id: disabled.userId }, data: { disabledAt: new Date() } })
  expect(await signIn(known.email, 'wrong')).toBeNull()
  expect(await signIn(disabled.email, right)).toBeNull()
  expect(await signIn(without.email, '')).toBeNull()
  expect(await signIn('nobody@example.com', right)).toBeNull()
  const timeOf = async (email: string) => {
    const times: number[] = []
    for (let n = 0; n < 5; n++) {
      const startedAt = performance.now()
      await signIn(email, 'wrong')
      times.push(performance.now() - startedAt)
    }
    return times.sort((a, b) => a - b)[2] as number
  }
  // A look without hashing would take a twentieth.
  expect((await timeOf('nobody@example.com')) / (await timeOf(known.email))).toBeGreaterThan(0.4)
})

test('guessing ends from one address after ten, and for one account after thirty, also with the right password', async () => {
  const [one, other] = [await person(), await person()]
  const ip = address()
  for (let n = 0; n < 10; n++) expect(await signIn(`guess-${n}@example.com`, right, ip)).toBeNull()
  expect(await signIn(one.email, right, ip)).toBeNull()
  expect(await signIn(one.email, right)).not.toBeNull()
  for (let n = 0; n < 30; n++) await signIn(other.email, 'wrong')
  expect(await signIn(other.email, right)).toBeNull()
})

test('whoever has one is told to change it, and whoever has none to set one', async () => {
  for (const password of [null, right]) {
    const viewer = await person(password)
    expect(await callerOf(viewer).me.get()).toMatchObject({ has_password: password !== null })
  }
})

test('changing it ends all sessions and needs the current one', async () => {
  const viewer = await person()
  const sessions = [await signIn(viewer.email, right), await signIn(viewer.email, right)]
  const change = (input: { current?: string; next: string }) => callerOf(viewer).me.setPassword(input)
  await expect(change({ next: 'another long password' })).rejects.toThrow('current password')
  await expect(change({ current: 'wrong', next: 'another long password' })).rejects.toThrow('current password')
  await expect(change({ current: right, next: 'short' })).rejects.toThrow('12 characters')
  await expect(change({ current: right, next: `${viewer.email.split('@')[0]}!` })).rejects.toThrow('your address')
  for (const session of sessions) expect(await findLiveSession(session?.sessionId as string)).not.toBeNull()
  await change({ current: right, next: 'another long password' })
  for (const session of sessions) expect(await findLiveSession(session?.sessionId as string)).toBeNull()
  expect(await signIn(viewer.email, right)).toBeNull()
  expect(await signIn(viewer.email, 'another long password')).not.toBeNull()
})

test('sign-ins, refusals and changes are in the audit log, passwords are not', async () => {
  const viewer = await person()
  await signIn(viewer.email, 'a wrong one')
  await signIn(viewer.email, right)
  const entries = await auditEntries()
  const actions = new Set(entries.map(({ action }) => action))
  expect(actions).toEqual(new Set(['user.set_password', 'session.refuse', 'session.create']))
  expect(JSON.stringify(entries)).not.toContain(right)
  expect(JSON.stringify(entries)).not.toContain('a wrong one')
  expect(JSON.stringify(entries)).not.toContain('argon2')
})

test('a provider’s word brings in people who are known here, and nobody else', async () => {
  const { email, userId } = await person(null)
  const vouched = (email: string) => signInWithIdentity({ method: 'oidc', email, ip: address(), userAgent: 'test' })
  expect(await vouched(email.toUpperCase())).toMatchObject({ userId })
  expect(await vouched('stranger@example.com')).toBeNull()
  await database().prisma.user.update({ where: { id: userId }, data: { disabledAt: new Date() } })
  expect(await vouched(email)).toBeNull()
})
