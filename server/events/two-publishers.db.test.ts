import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, soon, useEngineGround } from '../../test/engine.ts'
import type { PublishingOrder, PublishingReport } from '../../test/publisher-process.ts'
import { projectRoot } from '../launch/project-root.ts'
import { systemActor } from '../platform/actor.ts'
import { publishEvents } from './publish-events.ts'

const at = useDatabase()
useEngineGround()

async function startPublisher(): Promise<ChildProcess> {
  const child = fork(`${projectRoot}/test/publisher-process.ts`, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return child
}

async function report(publisher: ChildProcess, order: PublishingOrder): Promise<PublishingReport> {
  publisher.send(order)
  return (await once(publisher, 'message'))[0] as PublishingReport
}

test('two processes that publish the same keys and tenants in opposite order make one event per key, and no caller sees a deadlock', async () => {
  const tenants = await Promise.all(Array.from({ length: 8 }, () => makeTenant()))
  // Numbering locks a row per fifo subscription: two kinds of locks in one statement.
  for (const tenant of tenants) {
    for (let n = 0; n < 3; n++) await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook', { ordering: 'fifo' })
  }
  const order: PublishingOrder = {
    url: at.url,
    tenants: tenants.map((tenant) => tenant.publicId),
    keys: Array.from({ length: 150 }, (_, n) => `key-${n}`),
  }
  const opposite = { ...order, tenants: order.tenants.toReversed(), keys: order.keys.toReversed() }
  const [one, other] = await Promise.all([startPublisher(), startPublisher()])
  const reports = await Promise.all([report(one, order), report(other, opposite)])
  expect(reports.map((each) => ('error' in each ? each.error : each.length))).toEqual([1_200, 1_200])
  const [forward, backward] = reports as Exclude<PublishingReport, { error: string }>[]
  expect(backward?.toReversed().map((answer) => answer.id)).toEqual(forward?.map((answer) => answer.id))
  const all = [...(forward ?? []), ...(backward ?? [])]
  expect(all.filter((answer) => !answer.duplicate)).toHaveLength(1_200)

  // Sequences are gapless although both numbered the same subscriptions.
  const gaps = await rows(
    `select subscription_id from deliveries group by 1
     having count(*) <> 150 or min(sequence) <> 1 or max(sequence) <> 150 or count(distinct sequence) <> 150`,
  )
  expect(gaps).toEqual([])
}, 60_000)

test('a deadlock with somebody else is survived: the statement that PostgreSQL ended runs again', async () => {
  const tenant = await makeTenant()
  const other = new pg.Client(at.url)
  await other.connect()
  const take = (key: string) =>
    other.query(
      `insert into idempotency_keys (tenant_id, key, body_hash, event_id, deliveries, expires_at)
       values ($1, $2, '', gen_random_uuid(), 0, now() + interval '1 hour')`,
      [tenant.id, key],
    )
  // The other one is patient, so that PostgreSQL ends the statement of the publisher.
  await other.query(`begin; set local deadlock_timeout = '1min'`)
  await take('b')
  const published = publishEvents(systemActor, {
    events: ['a', 'b'].map((key) => ({
      fields: { tenant: tenant.publicId, type: 'memory.created', idempotency_key: key },
      data: Buffer.from('{}'),
    })),
  })
  const waiting = () =>
    rows(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
  await expect.poll(waiting, soon).toHaveLength(1)
  await take('a')
  await other.query('rollback')
  await other.end()
  expect(await published).toMatchObject([{ duplicate: false }, { duplicate: false }])
})
