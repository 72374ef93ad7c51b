import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { auditEntries, insertTenant } from '../../test/rows.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { openKeyRing, sealingKeyId } from '../platform/sealing.ts'
import { checkSealingCanaries } from '../platform/sealing-canary.ts'
import { createSubscription } from './create-subscription.ts'
import { getSecretStatus } from './get-secret-status.ts'
import { resealSecrets } from './reseal-secrets.ts'
import { revealSecret } from './reveal-secret.ts'
import { rotateSecret } from './rotate-secret.ts'

useDatabase()

const keys = { old: `old:${randomBytes(32).toString('base64')}`, new: `new:${randomBytes(32).toString('base64')}` }
const openRing = (...ring: string[]) => openKeyRing({ DATA_DIR: '/nonexistent', ENCRYPTION_KEYS: ring.join(',') })

let actor: Actor
let id: string
let first: string

beforeAll(() => setOutboundPolicy(createOutboundPolicy({ mode: 'strict', allow: '' })))
beforeEach(async () => {
  openRing(keys.old)
  actor = actorOf({ tenantId: await insertTenant() })
  const created = await createSubscription(actor, { url: 'https://example.com/', events: ['*'] })
  id = created.id
  first = created.secret
})

const rotate = (overlap_seconds = 86_400, secret?: string) => rotateSecret(actor, { id, overlap_seconds, secret })

/** The time the overlap needs to end, without waiting for it. */
async function passOverlap(): Promise<void> {
  await database().pool.query(
    `update subscription_secrets set expires_at = now() - interval '1 second'
      where subscription_id = $1 and expires_at is not null`,
    [uuidOf('subscription', id)],
  )
}

describe('revealing', () => {
  test('shows the secret and says so in the audit log', async () => {
    expect(await revealSecret(actor, { id })).toMatchObject({ secret: first, previous: null })
    const entries = (await auditEntries()).filter((entry) => entry.target_id === id)
    expect(entries.at(-1)).toMatchObject({ action: 'subscription.reveal_secret' })
    expect(JSON.stringify(entries)).not.toContain(first)
  })

  test('is not for others', async () => {
    const stranger = actorOf({ tenantId: await insertTenant() })
    await expect(revealSecret(stranger, { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(rotateSecret(stranger, { id, overlap_seconds: 0 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      revealSecret(actor, { id: toId('subscription', '00000000-0000-7000-8000-000000000000') }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('rotating', () => {
  test('tells how long both sign, without showing either', async () => {
    expect(await getSecretStatus(actor, { id })).toMatchObject({ previous_expires_at: null })
    const { previous_expires_at, secret } = await rotate()
    const status = await getSecretStatus(actor, { id })
    expect(status).toMatchObject({ previous_expires_at })
    expect(JSON.stringify(status)).not.toContain(secret)
    await passOverlap()
    expect(await getSecretStatus(actor, { id })).toMatchObject({ previous_expires_at: null })
  })

  test('keeps the old secret alive for the overlap, and drops it after', async () => {
    const { secret, previous_expires_at } = await rotate()
    const hoursLeft =
      (Date.parse(previous_expires_at as string) - performance.timeOrigin - performance.now()) / 3_600_000
    expect(hoursLeft).toBeCloseTo(24, 1)
    expect(await revealSecret(actor, { id })).toMatchObject({
      secret,
      previous: { secret: first, expires_at: previous_expires_at },
    })
    await passOverlap()
    expect(await revealSecret(actor, { id })).toMatchObject({ secret, previous: null })
  })

  test('a second time during an overlap is refused, and the secrets stay', async () => {
    const { secret } = await rotate()
    await expect(rotate(60)).rejects.toMatchObject({ code: 'conflict' })
    expect(await revealSecret(actor, { id })).toMatchObject({ secret, previous: { secret: first } })
    await passOverlap()
    const third = await rotate(60)
    expect(await revealSecret(actor, { id })).toMatchObject({ secret: third.secret, previous: { secret } })
  })

  test('without overlap ends every older secret at once', async () => {
    await rotate()
    const { secret, previous_expires_at } = await rotate(0)
    expect(previous_expires_at).toBeNull()
    expect(await revealSecret(actor, { id })).toMatchObject({ secret, previous: null })
  })

  test('takes a secret that the subscriber brings, unless it is bad or in use', async () => {
    const own = `whsec_${randomBytes(32).toString('base64')}`
    expect(await rotate(0, own)).toEqual({ secret: own, previous_expires_at: null })
    await expect(rotate(0, own)).rejects.toMatchObject({ code: 'conflict' })
    await expect(rotate(0, 'whsec_short')).rejects.toMatchObject({ code: 'validation_failed' })
  })

  test('bumps the revision, so that what is cached is loaded again', async () => {
    const revision = async () => {
      const { rows } = await database().pool.query('select revision from subscriptions where id = $1', [
        uuidOf('subscription', id),
      ])
      return Number(rows[0].revision)
    }
    const before = await revision()
    await rotate()
    expect(await revision()).toBeGreaterThan(before)
  })

  test('at the same time by two leaves one new secret and one refusal', async () => {
    const results = await Promise.allSettled([rotate(), rotate()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the sealing key', () => {
  test('is replaced while secrets stay readable; the old one may then leave the ring', async () => {
    await checkSealingCanaries(database().pool)
    openRing(keys.new, keys.old)
    await checkSealingCanaries(database().pool)
    expect(await revealSecret(actor, { id })).toMatchObject({ secret: first })
    const { resealed, retiredKeys } = await resealSecrets(systemActor)
    expect(resealed).toBeGreaterThan(0)
    expect(retiredKeys).toEqual(['old'])
    const { rows } = await database().pool.query<{ sealed: Buffer }>('select sealed from subscription_secrets')
    expect(new Set(rows.map(({ sealed }) => sealingKeyId(sealed)))).toEqual(new Set(['new']))
    openRing(keys.new)
    await checkSealingCanaries(database().pool)
    expect(await revealSecret(actor, { id })).toMatchObject({ secret: first })
    await database().pool.query('delete from sealing_canaries')
  })

  test('is replaced without a subscription looking edited, but its workers load it again', async () => {
    const state = async () => {
      const { rows } = await database().pool.query('select updated_at, revision from subscriptions where id = $1', [
        uuidOf('subscription', id),
      ])
      return rows[0] as { updated_at: Date; revision: string }
    }
    const before = await state()
    openRing(keys.new, keys.old)
    await resealSecrets(systemActor)
    const after = await state()
    expect(after.updated_at).toEqual(before.updated_at)
    expect(Number(after.revision)).toBeGreaterThan(Number(before.revision))
    await rotate()
    expect((await state()).updated_at.getTime()).toBeGreaterThan(before.updated_at.getTime())
  })

  test('that is missing, or another of the same id, stops the start', async () => {
    await checkSealingCanaries(database().pool)
    openRing(keys.new)
    await expect(checkSealingCanaries(database().pool)).rejects.toThrow('"old", which is not in ENCRYPTION_KEYS')
    openRing(`old:${randomBytes(32).toString('base64')}`)
    await expect(checkSealingCanaries(database().pool)).rejects.toThrow('another one of the same id')
    const { rows } = await database().pool.query('select key_id from sealing_canaries')
    expect(rows).toEqual([{ key_id: 'old' }])
  })

  test('that a process lacks is said to who asks for a secret, and nothing is lost', async () => {
    openRing(keys.new)
    const refused = revealSecret(actor, { id })
    await expect(refused).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('sealing keys'),
    })
    openRing(keys.old)
    expect(await revealSecret(actor, { id })).toMatchObject({ secret: first })
  })

  test('of two machines that start an empty installation with a key each, one wins', async () => {
    await database().pool.query('delete from sealing_canaries')
    openRing(keys.old)
    await checkSealingCanaries(database().pool)
    openRing(keys.new)
    await expect(checkSealingCanaries(database().pool)).rejects.toThrow('Every machine needs the same keys')
  })

  test('cannot be judged before the database is migrated, and says so', async () => {
    await database().pool.query('alter table sealing_canaries rename to elsewhere')
    await expect(checkSealingCanaries(database().pool)).rejects.toThrow('run npm run migrate')
    await database().pool.query('alter table elsewhere rename to sealing_canaries')
  })
})
