import { describe, expect, test } from 'vitest'
import { compileSchema, deadlineMs } from './compile-schema.ts'

const bytes = 100

function millisecondsOf(run: () => void): number {
  const startedAt = performance.now()
  run()
  return performance.now() - startedAt
}

describe('a check', () => {
  test('lists every fault of little data with its place, and the first of much', () => {
    const check = compileSchema({
      type: 'object',
      required: ['a', 'b'],
      properties: { a: { enum: [1, 2] }, b: { const: 'x' }, 'c/d': { type: 'string' } },
      additionalProperties: false,
    })
    expect(check({ a: 1, b: 'x' }, bytes)).toEqual([])
    const wrong = { a: 3, b: 'y', 'c/d': 1, e: 1 }
    expect(check(wrong, bytes)).toEqual(
      expect.arrayContaining([
        { pointer: '', message: 'must not have the property "e"' },
        { pointer: '/a', message: 'must be one of [1,2]' },
        { pointer: '/b', message: 'must be "x"' },
        { pointer: '/c~1d', message: 'must be string' },
      ]),
    )
    expect(check(wrong, 1_000_000)).toHaveLength(1)
  })

  test('knows formats', () => {
    const check = compileSchema({ format: 'date-time' })
    expect(check('2026-03-04T08:43:19.562Z', bytes)).toEqual([])
    expect(check('yesterday', bytes)).toEqual([{ pointer: '', message: 'must match format "date-time"' }])
  })

  test('runs patterns that would backtrack for ever in linear time', () => {
    const check = compileSchema({ pattern: '^(a+)+$' })
    const took = millisecondsOf(() => expect(check(`${'a'.repeat(10_000)}!`, 10_003)).toHaveLength(1))
    expect(took).toBeLessThan(1_000)
  })

  test.each([
    ['compares all pairs', { uniqueItems: true }, Array.from({ length: 60_000 }, (_, n) => ({ n }))],
    ['doubles at every reference', doubling(40), {}],
    ['refers to itself', { $ref: '#' }, {}],
  ])('is stopped when the schema %s', (_, schema, data) => {
    const check = compileSchema(schema)
    const took = millisecondsOf(() => {
      expect(check(data, bytes)).toMatchObject([{ message: expect.stringContaining('could not be checked in time') }])
    })
    expect(took).toBeLessThan(deadlineMs * 10)
  })

  test('of a recursive schema works on ordinary data', () => {
    const check = compileSchema({
      type: 'object',
      required: ['name'],
      properties: { children: { type: 'array', items: { $ref: '#' } } },
    })
    expect(check({ name: 'a', children: [{ name: 'b', children: [] }] }, bytes)).toEqual([])
    expect(check({ name: 'a', children: [{ children: [] }] }, bytes)).toEqual([
      { pointer: '/children/0', message: "must have required property 'name'" },
    ])
  })
})

/** Every level asks for the next one twice: 2^levels checks of one value. */
function doubling(levels: number): Record<string, unknown> {
  const definitions: Record<string, unknown> = { [`n${levels}`]: { type: 'object' } }
  for (let level = 0; level < levels; level++) {
    const next = { $ref: `#/$defs/n${level + 1}` }
    definitions[`n${level}`] = { allOf: [next, next] }
  }
  return { $ref: '#/$defs/n0', $defs: definitions }
}
