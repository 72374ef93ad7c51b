import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import {
  attemptsOf,
  countOf,
  deliveriesOf,
  makeSubscription,
  makeTenant,
  publish,
  rows,
  soon,
  startEngine,
  useEngineGround,
  waitingOf,
} from '../../test/engine.ts'
import { holding, startReceiver } from '../../test/receiver.ts'
import type { OutboundResult } from '../outbound/outbound-result.ts'
import { newUuid } from '../platform/uuid.ts'
import type { AttemptRecord } from './attempt-record.ts'
import { AttemptRecorder } from './attempt-recorder.ts'
import { sweepOwnJournals } from './reconcile-store.ts'
import { recordAttempts } from './record-store.ts'

const at = useDatabase()
useEngineGround()

const answered: OutboundResult = {
  statusCode: 200,
  error: null,
  errorDetail: null,
  responseHeaders: { 'content-type': 'text/plain' },
  responseBody: Buffer.from('ok'),
  responseTruncated: false,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  ttfbMs: 1,
  durationMs: 2,
  remoteAddress: '127.0.0.1',
}

/** Some deliveries as a lane would have read them, each with its result. */
async function results(count: number, result: (index: number) => Partial<OutboundResult> = () => ({})) {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook')
  await publish(tenant.publicId, count)
  const records = (await deliveriesOf(subscription)).map(
    (row, index) =>
      ({
        id: newUuid(),
        delivery: {
          deliveryId: row.id,
          run: 1,
          attempt: 1,
          eventId: row.event_id,
          tenantId: tenant.id,
          subscriptionId: subscription,
          type: 'memory.created',
          acceptedAt: Date.now(),
        },
        journalId: newUuid(),
        appId: null,
        batchId: null,
        workerId: newUuid(),
        startedAt: Date.now(),
        url: 'http://127.0.0.1:9/hook',
        requestHeaders: { 'X-PT-Attempt': '1' },
        result: { ...answered, ...result(index) },
        outcome: 'succeeded',
        nextDueAt: null,
        absent: false,
        laneUpdate: null,
      }) as unknown as AttemptRecord,
  )
  return { subscription, records }
}

test('one result that cannot be stored does not fail its batch, and is stored without what it brought', async () => {
  const { subscription, records } = await results(50, (index) => (index === 23 ? { errorDetail: 'a\u0000b' } : {}))
  const recorder = new AttemptRecorder()
  await Promise.all(records.map((record) => recorder.record(record)))
  expect(await countOf(subscription, 'succeeded')).toBe(50)
  expect(await waitingOf(subscription)).toBe(0)
  const bare = await rows(
    'select error_detail from attempts where subscription_id = $1 and response_body is null',
    subscription,
  )
  expect(bare).toEqual([{ error_detail: expect.stringContaining('could not be stored') }])
})

test('what receivers may send is stored as it is: control characters in headers, any bytes in the body', async () => {
  const headers = { 'x-strange': 'a\u0001\u007f\u0000b', 'x-lone': '\ud800' }
  const { subscription, records } = await results(1, () => ({
    responseHeaders: headers,
    responseBody: Buffer.from([0, 255, 10]),
  }))
  const recorder = new AttemptRecorder()
  await Promise.all(records.map((record) => recorder.record(record)))
  const [stored] = await rows<{ headers: string; body: Buffer }>(
    'select response_headers::text as headers, response_body as body from attempts where subscription_id = $1',
    subscription,
  )
  expect(JSON.parse(stored?.headers as string)).toEqual(headers)
  expect(stored?.body).toEqual(Buffer.from([0, 255, 10]))
})

test('a batch that is written twice after an unknown outcome counts once', async () => {
  const { subscription, records } = await results(5)
  await recordAttempts(records, [])
  await recordAttempts(records, [])
  expect(await attemptsOf(subscription)).toHaveLength(5)
  expect(await deliveriesOf(subscription)).toMatchObject(Array(5).fill({ status: 'succeeded', attempts: 1 }))
  expect(await rows('select attempts, succeeded from delivery_stats where subscription_id = $1', subscription)).toEqual(
    [{ attempts: 5, succeeded: 5 }],
  )
})

test('a journal goes when its last member is recorded or given back, not before', async () => {
  const { records } = await results(3)
  const journalId = newUuid()
  const [first, second, third] = records.map((record) => ({ ...record, journalId })) as [
    AttemptRecord,
    AttemptRecord,
    AttemptRecord,
  ]
  await rows(
    `insert into in_flight_batches (id, worker_id, delivery_ids, runs, attempts) values ($1, $1, '{}', '{}', '{}')`,
    journalId,
  )
  const journal = () => rows('select from in_flight_batches where id = $1', journalId)
  const recorder = new AttemptRecorder()
  recorder.openJournal(journalId, 2)
  recorder.openJournal(journalId, 2)
  await recorder.record(first)
  await recorder.record(second)
  expect(await journal()).toHaveLength(1)
  recorder.closeJournal(journalId, 1)
  expect(await journal()).toHaveLength(1)
  await recorder.record(third)
  expect(await journal()).toEqual([])
})

test('results outlive an outage of the database and are recorded after it, with nothing sent twice', async () => {
  await using receiver = await startReceiver()
  const held = holding()
  receiver.answer = held.answer
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await using engine = await startEngine(at.url)
  await publish(tenant.publicId, 5)
  await engine.ring(subscription)
  await expect.poll(() => held.waiting.length, soon).toBe(5)

  const name = new URL(at.url).pathname.slice(1)
  const server = new pg.Client(inject('serverUrl'))
  await server.connect()
  const allow = (connections: boolean) => server.query(`alter database ${name} allow_connections ${connections}`)
  await allow(false)
  await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  await expect.poll(() => engine.figures().connected, soon).toBe(false)
  held.release(200)
  // The answers are here, and nowhere to write them: they stay in flight.
  expect(engine.figures().inFlight).toBe(5)
  await allow(true)
  await server.end()
  await expect.poll(() => countOf(subscription, 'succeeded').catch(() => 0), soon).toBe(5)
  await expect.poll(() => engine.figures(), soon).toMatchObject({ connected: true, inFlight: 0, unrecorded: 0 })
  expect(receiver.requests).toHaveLength(5)
  expect(await attemptsOf(subscription)).toHaveLength(5)
}, 40_000)

test('the journal of a read whose answer was lost is swept, one that is open or young is not', async () => {
  const worker = newUuid()
  const [lost, open, young, ofAnother] = [newUuid(), newUuid(), newUuid(), newUuid()]
  for (const [id, owner, age] of [
    [lost, worker, '1 minute'],
    [open, worker, '1 minute'],
    [young, worker, '10 seconds'],
    [ofAnother, newUuid(), '1 minute'],
  ])
    await rows(
      `insert into in_flight_batches (id, worker_id, delivery_ids, runs, attempts, started_at)
       values ($1, $2, '{}', '{}', '{}', now() - $3::interval)`,
      id,
      owner,
      age,
    )
  const recorder = new AttemptRecorder()
  recorder.openJournal(open as string, 1)
  await sweepOwnJournals(worker, recorder.openJournals())
  const left = await rows<{ id: string }>('select id from in_flight_batches where id = any($1)', [
    lost,
    open,
    young,
    ofAnother,
  ])
  expect(left.map(({ id }) => id).toSorted()).toEqual([open, young, ofAnother].toSorted())
})
