import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PostriderError } from '../contract/errors.ts'
import { type ParsedEvent, parsePublishRequest } from './publish-request.ts'

const event = { tenant: 'acme', type: 'memory.created', data: { a: 1 } }

function parse(body: unknown) {
  return parsePublishRequest(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
}

function faultOf(run: () => unknown): PostriderError {
  try {
    run()
  } catch (error) {
    if (error instanceof PostriderError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

function only(body: unknown): ParsedEvent {
  const { single, events } = parse(body)
  expect(single).toBe(true)
  expect(events).toHaveLength(1)
  return events[0] as ParsedEvent
}

function dataText(parsed: ParsedEvent | PostriderError | undefined): string {
  if (!parsed || parsed instanceof PostriderError) throw parsed ?? new Error('There is no such event.')
  return Buffer.from(parsed.data).toString()
}

describe('one event', () => {
  it('keeps its fields and its data', () => {
    const full = {
      ...event,
      version: '2',
      occurred_at: '2026-01-31T12:00:00.123+02:00',
      correlation_id: 'req 42',
      idempotency_key: 'key-1',
      test: true,
    }
    const parsed = only(full)
    const { data, ...fields } = full
    expect(parsed.fields).toEqual(fields)
    expect(JSON.parse(dataText(parsed))).toEqual(data)
  })

  it.each(['', ' \n'])('is missing where the body is %j', (body) => {
    expect(faultOf(() => parse(body)).message).toContain('The body is empty')
  })

  it('is of the own tenant of whoever publishes where it names none, also in a batch', () => {
    const { tenant, ...rest } = event
    const parseOwn = (body: unknown) => parsePublishRequest(Buffer.from(JSON.stringify(body)), 'own').events
    expect(parseOwn(rest)).toMatchObject([{ fields: { tenant: 'own' } }])
    expect(parseOwn({ events: [rest, event] })).toMatchObject([{ fields: { tenant: 'own' } }, { fields: { tenant } }])
    expect(faultOf(() => parse(rest)).errors).toEqual([{ pointer: '/tenant', message: 'is required' }])
  })

  it.each([
    '{ "b" : 1,\n\t"a":2 }',
    '12345678901234567890',
    '1e400',
    '-0.0',
    '1.10',
    '"\\u0000"',
    '"\\ud83d"',
    '"\\u00e9\\/é😀"',
    '{"a":1,"a":2}',
    '{"__proto__":{"x":1},"constructor":null}',
    'null',
    'false',
    '[]',
    '""',
  ])('passes on %s byte for byte', (data) => {
    const text = `{"type":"memory.created", "data" : ${data} ,"tenant":"acme"}`
    expect(dataText(only(text))).toBe(data)
  })

  it('passes on any JSON byte for byte, wherever it stands and however it is spaced', () => {
    const spaces = fc.constantFrom('', ' ', '\n', '\t \r\n')
    const anyValue = fc.tuple(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(0, 2, '\t'))
    const json = anyValue.map(([value, space]) => JSON.stringify(value, null, space) as string)
    fc.assert(
      fc.property(json, spaces, fc.boolean(), (data, space, first) => {
        const fields = `"tenant":"acme",${space}"type":"memory.created"`
        const own = `"data"${space}:${space}${data}${space}`
        const text = `${space}{${space}${first ? `${own},${fields}` : `${fields},${own}`}}${space}`
        const parsed = only(text)
        expect(dataText(parsed)).toBe(data)
        expect(parsed.fields).toEqual({ tenant: 'acme', type: 'memory.created' })
      }),
      { numRuns: 500 },
    )
  })

  it('is read from a view of a larger buffer', () => {
    const text = JSON.stringify(event)
    const larger = Buffer.from(`garbage${text}garbage`)
    const view = new Uint8Array(larger.buffer, larger.byteOffset + 7, text.length)
    expect(dataText(parsePublishRequest(view).events[0])).toBe('{"a":1}')
  })

  it('knows a property by its meaning, also when it is escaped', () => {
    const parsed = only('{"t\\u0065nant":"ac\\u006de","type":"memory.created","d\\u0061ta":7}')
    expect(parsed.fields.tenant).toBe('acme')
    expect(dataText(parsed)).toBe('7')
  })

  it.each([
    ['', 'malformed_json'],
    ['not json', 'malformed_json'],
    ['{"tenant":"acme"', 'malformed_json'],
    ['{"tenant":"acme","type":"memory.created","data":{}}x', 'malformed_json'],
    ['{"tenant":"acme","type":"memory.created","data":{"a":01}}', 'malformed_json'],
    ['{"tenant":"acme","type":"memory.created","data":"\u0000"}', 'malformed_json'],
    ['{"tenant":"acme","tenant":"acme","type":"memory.created","data":1}', 'malformed_json'],
    ['{"tenant":"acme","type":"memory.created","data":1,"data":1}', 'malformed_json'],
    ['{"tenant":"acme","type":"memory.created","data":1,"d\\u0061ta":1}', 'malformed_json'],
    ['[]', 'validation_failed'],
    ['"text"', 'validation_failed'],
    ['null', 'validation_failed'],
    ['{}', 'validation_failed'],
  ])('%j is refused with %s', (text, code) => {
    expect(faultOf(() => parse(text)).code).toBe(code)
  })

  it.each([
    [[0xff], 'a stray byte'],
    [[0xc0, 0xaf], 'an overlong slash'],
    [[0xed, 0xa0, 0x80], 'half a surrogate pair'],
    [[0xf4, 0x90, 0x80, 0x80], 'a character beyond Unicode'],
    [[0xe2, 0x82], 'a cut character'],
  ])('bytes %j (%s) are not UTF-8', (stray) => {
    const text = JSON.stringify({ ...event, data: '@@@' })
    const at = text.indexOf('@@@')
    const bytes = Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from(stray), Buffer.from(text.slice(at + 3))])
    const fault = faultOf(() => parsePublishRequest(bytes))
    expect([fault.code, fault.message]).toEqual(['malformed_json', 'The body is not valid UTF-8.'])
  })

  it.each([
    [{ tenant: undefined }, '/tenant'],
    [{ tenant: '' }, '/tenant'],
    [{ tenant: 7 }, '/tenant'],
    [{ tenant: null }, '/tenant'],
    [{ tenant: ['acme'] }, '/tenant'],
    [{ tenant: 'a'.repeat(201) }, '/tenant'],
    [{ type: undefined }, '/type'],
    [{ type: 'Memory.Created' }, '/type'],
    [{ type: 'memory..created' }, '/type'],
    [{ type: 'memory.*' }, '/type'],
    [{ type: '"},' }, '/type'],
    [{ data: undefined }, '/data'],
    [{ version: 2 }, '/version'],
    [{ version: '' }, '/version'],
    [{ version: 'a b' }, '/version'],
    [{ occurred_at: 'yesterday' }, '/occurred_at'],
    [{ occurred_at: '2026-02-30T00:00:00Z' }, '/occurred_at'],
    [{ occurred_at: '2026-01-31T12:00:00' }, '/occurred_at'],
    [{ occurred_at: '0000-01-01T00:00:00Z' }, '/occurred_at'],
    [{ occurred_at: `2026-01-31T12:00:00.${'1'.repeat(50)}Z` }, '/occurred_at'],
    [{ occurred_at: 1_700_000_000 }, '/occurred_at'],
    [{ correlation_id: '' }, '/correlation_id'],
    [{ correlation_id: 'a\r\nX: 1' }, '/correlation_id'],
    [{ correlation_id: ' outer' }, '/correlation_id'],
    [{ correlation_id: 'é' }, '/correlation_id'],
    [{ correlation_id: 'a'.repeat(257) }, '/correlation_id'],
    [{ idempotency_key: 'a'.repeat(257) }, '/idempotency_key'],
    [{ idempotency_key: '\u0000' }, '/idempotency_key'],
    [{ idempotency_key: '\ud800' }, '/idempotency_key'],
    [{ idempotency_key: true }, '/idempotency_key'],
    [{ test: 'yes' }, '/test'],
    [{ test: 1 }, '/test'],
    [{ status: 'active' }, '/status'],
    [{ 'a/b~c': 1 }, '/a~1b~0c'],
    [{ ['__proto__']: 1 }, '/__proto__'],
    [{ constructor: 1 }, '/constructor'],
    [{ payload: {} }, '/payload'],
  ] as [object, string][])('%j is refused at %s', (change, pointer) => {
    const fault = faultOf(() => parse({ ...event, ...change }))
    expect(fault.code).toBe('validation_failed')
    expect(fault.errors.map((error) => error.pointer)).toEqual([pointer])
  })

  it.each([
    { occurred_at: '2026-01-31T12:00:00Z' },
    { occurred_at: '2024-02-29T23:59:59.999999-08:00' },
    { correlation_id: 'a'.repeat(256) },
    { correlation_id: 'one two' },
    { idempotency_key: '~' },
    { test: false },
    { tenant: 'Zürich 中文' },
    { type: 'a' },
  ])('%j is accepted', (fields) => {
    expect(only({ ...event, ...fields }).fields).toMatchObject(fields)
  })

  it('names every fault at once', () => {
    const pointers = faultOf(() => parse('{"tenant":1,"x":1}')).errors.map((error) => error.pointer)
    expect(pointers).toEqual(['/type', '/tenant', '/data', '/x'])
  })

  it('does not repeat a long unknown name, nor a hundred of them', () => {
    const strangers = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}${'x'.repeat(500)}`, 1]))
    const { errors } = faultOf(() => parse({ ...event, ...strangers }))
    expect(errors).toHaveLength(20)
    expect(errors.every((error) => error.pointer.length <= 101)).toBe(true)
  })
})

describe('limits', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  const withData = (data: string) => `{"tenant":"acme","type":"memory.created","data":${data}}`

  it('admits data 64 levels deep, not 65, whatever encloses it', () => {
    expect(dataText(only(withData(nested(64))))).toBe(nested(64))
    expect(faultOf(() => parse(withData(nested(65)))).code).toBe('malformed_json')
    const { events } = parse(`{"events":[${withData(nested(64))},${withData(nested(65))}]}`)
    expect(dataText(events[0])).toBe(nested(64))
    expect(events[1]).toMatchObject({ code: 'malformed_json' })
  })

  it('admits 1 MiB of data per event, not a byte more', () => {
    const ofBytes = (count: number) => JSON.stringify('x'.repeat(count - 2))
    expect(only(withData(ofBytes(1024 * 1024))).data).toHaveLength(1024 * 1024)
    expect(faultOf(() => parse(withData(ofBytes(1024 * 1024 + 1)))).code).toBe('payload_too_large')
    const { events } = parse(`{"events":[${withData(ofBytes(1024 * 1024 + 1))},${withData('1')}]}`)
    expect(events[0]).toMatchObject({ code: 'payload_too_large' })
    expect(dataText(events[1])).toBe('1')
  })

  it('admits 8 MiB per request, not a byte more', () => {
    const fill = (bytes: number) => JSON.stringify(event).padEnd(bytes, ' ')
    expect(dataText(only(fill(8 * 1024 * 1024)))).toBe('{"a":1}')
    expect(faultOf(() => parse(fill(8 * 1024 * 1024 + 1))).code).toBe('payload_too_large')
  })

  it('admits 1 to 1,000 events', () => {
    const events = (count: number) => ({ events: new Array(count).fill(event) })
    expect(parse(events(1)).events).toHaveLength(1)
    expect(parse(events(1)).single).toBe(false)
    expect(parse(events(1000)).events).toHaveLength(1000)
    for (const count of [0, 1001, 5000]) {
      const fault = faultOf(() => parse(events(count)))
      expect([fault.code, fault.errors[0]?.pointer]).toEqual(['validation_failed', '/events'])
    }
  })
})

describe('several events', () => {
  it('each have their own result or their own fault, in the order given', () => {
    const { single, events } = parse(
      '{"events": [ {"tenant":"a","type":"x","data":1e400}, {"tenant":"a"}, 7, {"tenant":"a","tenant":"b","type":"x","data":1}, {"data":{},"type":"y","tenant":"b"} ] }',
    )
    expect(single).toBe(false)
    expect(dataText(events[0])).toBe('1e400')
    expect((events[1] as PostriderError).errors.map((error) => error.pointer)).toEqual(['/type', '/data'])
    expect((events[2] as PostriderError).errors).toEqual([{ pointer: '', message: 'must be an object' }])
    expect(events[3]).toMatchObject({ code: 'malformed_json' })
    expect(events[4]).toMatchObject({ fields: { tenant: 'b', type: 'y' } })
  })

  it('may not be nested, nor stand beside fields of one event', () => {
    const inner = parse({ events: [{ events: [event] }] }).events[0] as PostriderError
    expect(inner.errors.map((error) => error.pointer)).toContain('/events')
    const beside = faultOf(() => parse({ tenant: 'acme', events: [event], extra: 1, data: 1 }))
    expect(beside.errors.map((error) => error.pointer).sort()).toEqual(['/data', '/extra', '/tenant'])
  })

  it.each([
    ['{"events":{}}', 'validation_failed'],
    ['{"events":null}', 'validation_failed'],
    ['{"events":[],"events":[]}', 'malformed_json'],
    ['{"events":[{}', 'malformed_json'],
    ['{"events":[{},]}', 'malformed_json'],
    ['{"events":[{} {}]}', 'malformed_json'],
  ])('%s is refused with %s', (text, code) => {
    expect(faultOf(() => parse(text)).code).toBe(code)
  })

  it('give the bytes of each', () => {
    fc.assert(
      fc.property(fc.array(fc.json(), { minLength: 1, maxLength: 20 }), (values) => {
        const members = values.map((data, index) => `{"tenant":"t${index}","type":"x","data":${data}}`)
        const { events } = parse(`{"events":[${members.join(' , ')}]}`)
        expect(events.map(dataText)).toEqual(values)
        expect(events.map((each) => (each as ParsedEvent).fields.tenant)).toEqual(values.map((_, index) => `t${index}`))
      }),
    )
  })
})

it('answers any bytes with events or a PostriderError', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.string().map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        try {
          parsePublishRequest(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(PostriderError)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
