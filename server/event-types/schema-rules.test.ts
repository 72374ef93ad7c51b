import { describe, expect, test } from 'vitest'
import { PostriderError } from '../contract/errors.ts'
import type { Validation } from '../contract/event-type.ts'
import { assertSchemaRules } from './schema-rules.ts'

function faultsOf(schema: Record<string, unknown> | null, example: unknown = null, validation: Validation = 'off') {
  try {
    assertSchemaRules({ schema, example, validation })
    return []
  } catch (error) {
    if (!(error instanceof PostriderError)) throw error
    expect(error.code).toBe('validation_failed')
    return error.errors
  }
}

const nested = (levels: number): Record<string, unknown> =>
  levels === 0 ? { type: 'string' } : { properties: { a: nested(levels - 1) } }

describe('a schema', () => {
  test('is needed where events are held to it', () => {
    for (const validation of ['warn', 'enforce'] as const) {
      expect(faultsOf(null, null, validation)).toMatchObject([{ pointer: '/validation' }])
      expect(faultsOf({ type: 'object' }, null, validation)).toEqual([])
    }
    expect(faultsOf(null)).toEqual([])
  })

  test.each([
    ['that refers to another host', { $ref: 'https://example.com/schema.json' }],
    ['that refers to nothing', { $ref: '#/$defs/missing' }],
    ['of another draft', { $schema: 'http://json-schema.org/draft-07/schema#' }],
    ['with a pattern that needs backtracking', { properties: { a: { pattern: '^(?=x)' } } }],
    ['with a broken pattern', { properties: { a: { pattern: '[' } } }],
    ['that is too deep', nested(40)],
    ['that is too large', { description: 'x'.repeat(65_536) }],
  ])('%s is refused', (_, schema) => {
    expect(faultsOf(schema)).toMatchObject([{ pointer: '/schema' }])
  })

  test.each([
    ['empty', {}],
    ['with a format that only its readers know', { type: 'string', format: 'colour' }],
    ['with its own keywords', { type: 'object', 'x-owner': 'search', title: 'A', deprecated: true }],
    ['with a reference inside', { $ref: '#/$defs/a', $defs: { a: { type: 'string', pattern: '^(a+)+$' } } }],
    ['that describes a tree', { type: 'object', properties: { children: { type: 'array', items: { $ref: '#' } } } }],
  ])('%s is accepted', (_, schema) => {
    expect(faultsOf(schema)).toEqual([])
  })
})

test('a schema that breaks the rules of schemas names each place once', () => {
  const schema = { properties: { a: { type: 'text' }, b: { minimum: 'x' } }, required: 'a' }
  expect(faultsOf(schema)).toEqual([
    {
      pointer: '/schema/properties/a/type',
      message: expect.stringContaining('/properties/a/type must be one of ["array"'),
    },
    { pointer: '/schema/properties/b/minimum', message: expect.stringContaining('must be number') },
    { pointer: '/schema/required', message: expect.stringContaining('must be array') },
  ])
})

describe('an example', () => {
  test('that does not fit names the place', () => {
    const schema = { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'integer' } } } } }
    expect(faultsOf(schema, { a: { b: 'no' } })).toEqual([
      { pointer: '/example/a/b', message: 'The example does not fit the schema: /a/b must be integer.' },
    ])
  })

  test('that is too large is refused', () => {
    expect(faultsOf({}, 'x'.repeat(65_536))).toMatchObject([{ pointer: '/example' }])
  })
})
