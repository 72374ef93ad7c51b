import { expect, test } from 'vitest'
import { exampleOfSchema } from './example-of-schema.ts'

test('every property gets something of its type, given words first', () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      kind: { enum: ['a', 'b'] },
      fixed: { const: 7 },
      count: { type: 'integer', minimum: 3 },
      tags: { type: 'array', items: { type: 'string', examples: ['red'] }, minItems: 2 },
      note: { type: ['null', 'string'], minLength: 6 },
      on: { type: 'boolean', default: false },
    },
  }
  expect(exampleOfSchema(schema)).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    kind: 'a',
    fixed: 7,
    count: 3,
    tags: ['red', 'red'],
    note: 'text..',
    on: false,
  })
})

test('references and combinations are followed', () => {
  const schema = {
    $defs: { person: { type: 'object', properties: { name: { type: 'string', default: 'Ada' } } } },
    allOf: [{ properties: { a: { const: 1 } } }, { properties: { owner: { $ref: '#/$defs/person' } } }],
    properties: { b: { anyOf: [{ const: 2 }, { const: 3 }] } },
  }
  expect(exampleOfSchema(schema)).toEqual({ b: 2, a: 1, owner: { name: 'Ada' } })
})

test('a schema that refers to itself ends', () => {
  const schema = { type: 'object', properties: { next: { $ref: '#' } } }
  expect(JSON.stringify(exampleOfSchema(schema)).length).toBeLessThan(500)
})

test('where nothing is said, nothing is made up', () => {
  expect(exampleOfSchema({})).toBeNull()
  expect(exampleOfSchema(true)).toBeNull()
})
