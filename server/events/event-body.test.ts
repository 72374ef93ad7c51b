import { expect, test } from 'vitest'
import { batchBody, eventBody } from './event-body.ts'

const event = {
  id: 'evt_01h455vb4pex5vsknk084sn02q',
  type: 'memory.created',
  version: '1',
  occurredAt: '2026-03-01T12:00:00.000Z',
  tenant: 'acme',
  correlationId: 'order-7',
  test: false,
  data: Buffer.from('{}'),
}
const head =
  '{"id":"evt_01h455vb4pex5vsknk084sn02q","type":"memory.created","version":"1","occurred_at":"2026-03-01T12:00:00.000Z",' +
  '"tenant":"acme","correlation_id":"order-7",'

test('the envelope has its fields in a fixed order', () => {
  expect(eventBody(event).toString()).toBe(`${head}"data":{}}`)
})

test('a test event says so', () => {
  expect(eventBody({ ...event, test: true }).toString()).toBe(`${head}"test":true,"data":{}}`)
})

test.each([
  '{"n":12345678901234567890, "big":1e400 ,"z":1,"a":2}',
  '{"escaped":"\\u00e9\\/\\ud83d","plain":"é/🎉"}',
  '{"nul":"\\u0000"}',
  '  [ 1.0 , -0.0, 1E+2 ]\n',
  'null',
])('data arrives byte for byte: %s', (data) => {
  const body = eventBody({ ...event, data: Buffer.from(data) })
  expect(body.toString()).toBe(`${head}"data":${data}}`)
})

test('what the product chose as names is escaped', () => {
  const body = eventBody({ ...event, version: '1"', tenant: 'ac"me\n', correlationId: 'é\\' })
  expect(JSON.parse(body.toString())).toMatchObject({ version: '1"', tenant: 'ac"me\n', correlation_id: 'é\\' })
})

test("a batch joins the members' own bytes", () => {
  expect(batchBody('bat_1', [Buffer.from('{"n":1e400}'), Buffer.from('{"m": 2}')]).toString()).toBe(
    '{"batch_id":"bat_1","events":[{"n":1e400},{"m": 2}]}',
  )
})
