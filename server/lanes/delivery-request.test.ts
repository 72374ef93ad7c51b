import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { toId } from '../contract/ids.ts'
import { deliveryRequest } from './delivery-request.ts'
import type { LaneConfig } from './lane-config.ts'
import type { DueDelivery } from './lane-store.ts'

const now = Date.parse('2026-03-01T12:00:00.900Z')
const seconds = Math.floor(now / 1000)
const oldSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const newSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

const configWith = (secrets: LaneConfig['secrets'], headers: Record<string, string> = {}): LaneConfig =>
  ({ headers, secrets, signers: new Map() }) as unknown as LaneConfig

function delivery(last: string, columns: Partial<DueDelivery> = {}): DueDelivery {
  return {
    deliveryId: `01957a00-0000-7000-8000-00000000d00${last}`,
    eventId: `01957a00-0000-7000-8000-00000000e00${last}`,
    attempt: 1,
    type: 'memory.created',
    sequence: null,
    correlationId: null,
    traceparent: null,
    body: Buffer.from(`{"n":${last}}`),
    ...columns,
  } as DueDelivery
}

const macOf = (secret: string, body: string, at = seconds): string =>
  createHmac('sha256', secret).update(`${at}${body}`).digest('hex')

const batchId = '01957a00-0000-7000-8000-00000000b001'

test('a single delivery says what it is in its headers', () => {
  const { headers, body } = deliveryRequest(
    configWith([{ secret: newSecret, expiresAt: null }]),
    [delivery('1')],
    null,
    now,
  )
  const event = toId('event', delivery('1').eventId)
  expect(body.toString()).toBe('{"n":1}')
  expect(headers).toEqual({
    'content-type': 'application/json',
    'user-agent': 'Postrider/1',
    'X-PT-Signature': `t=${seconds},v1=${macOf(newSecret, '{"n":1}')}`,
    'webhook-id': event,
    'webhook-timestamp': String(seconds),
    'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/),
    'X-PT-Attempt': '1',
    'X-PT-Event-Id': event,
    'X-PT-Event-Type': 'memory.created',
    'X-PT-Delivery-Id': toId('delivery', delivery('1').deliveryId),
    'X-PT-Correlation-Id': event,
  })
})

test('correlation, trace and sequence travel when there are any', () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const { headers } = deliveryRequest(
    configWith([{ secret: newSecret, expiresAt: null }]),
    [delivery('1', { correlationId: 'order-7', traceparent, sequence: '42' })],
    null,
    now,
  )
  expect(headers).toMatchObject({ 'X-PT-Correlation-Id': 'order-7', traceparent, 'X-PT-Sequence': '42' })
})

test("a subscription's own headers are sent and cannot replace those of Postrider", () => {
  const config = configWith([{ secret: newSecret, expiresAt: null }], {
    authorization: 'Bearer x',
    'user-agent': 'forged',
  })
  const { headers } = deliveryRequest(config, [delivery('1')], null, now)
  expect(headers).toMatchObject({ authorization: 'Bearer x', 'user-agent': 'Postrider/1' })
})

test('both secrets sign during the overlap, newest first, and the old one is dropped on time', () => {
  const endsAt = now + 60_000
  const config = configWith([
    { secret: newSecret, expiresAt: null },
    { secret: oldSecret, expiresAt: endsAt },
  ])
  const signed = (at: number): string | undefined =>
    deliveryRequest(config, [delivery('1')], null, at).headers['X-PT-Signature']
  expect(signed(now)).toBe(`t=${seconds},v1=${macOf(newSecret, '{"n":1}')},v1=${macOf(oldSecret, '{"n":1}')}`)
  expect(signed(endsAt - 1)).toContain(macOf(oldSecret, '{"n":1}', Math.floor((endsAt - 1) / 1000)))
  const last = Math.floor(endsAt / 1000)
  expect(signed(endsAt)).toBe(`t=${last},v1=${macOf(newSecret, '{"n":1}', last)}`)
})

test('a retry signs with a fresh timestamp and keeps its ids', () => {
  const config = configWith([{ secret: newSecret, expiresAt: null }])
  const first = deliveryRequest(config, [delivery('1')], null, now)
  const second = deliveryRequest(config, [delivery('1', { attempt: 2 })], null, now + 5_000)
  expect(second.headers['X-PT-Signature']).toBe(`t=${seconds + 5},v1=${macOf(newSecret, '{"n":1}', seconds + 5)}`)
  expect(second.headers['X-PT-Attempt']).toBe('2')
  for (const name of ['webhook-id', 'X-PT-Event-Id', 'X-PT-Delivery-Id']) {
    expect(second.headers[name]).toBe(first.headers[name])
  }
  expect(second.body).toEqual(first.body)
})

test('a batch is one body with one signature and the batch as its message id', () => {
  const config = configWith([{ secret: newSecret, expiresAt: null }])
  const { headers, body } = deliveryRequest(config, [delivery('1'), delivery('2')], batchId, now)
  const id = toId('batch', batchId)
  const text = `{"batch_id":"${id}","events":[{"n":1},{"n":2}]}`
  expect(body.toString()).toBe(text)
  expect(headers).toMatchObject({
    'webhook-id': id,
    'X-PT-Batch-Id': id,
    'X-PT-Batch-Size': '2',
    'X-PT-Signature': `t=${seconds},v1=${macOf(newSecret, text)}`,
  })
  expect(headers).not.toHaveProperty('X-PT-Event-Id')
})
