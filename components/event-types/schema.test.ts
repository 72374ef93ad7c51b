import { expect, test } from 'vitest'
import { compareFields } from './compare-fields.ts'
import { schemaFields } from './schema-fields.ts'
import { typescriptType } from './typescript-type.ts'

const schema = {
  type: 'object',
  required: ['id', 'author'],
  $defs: { person: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } } },
  properties: {
    id: { type: 'string', description: 'Its id.' },
    kind: { enum: ['note', 'page'] },
    author: { $ref: '#/$defs/person' },
    tags: { type: 'array', items: { type: ['string', 'null'] } },
    parts: { type: 'array', items: { properties: { 'content-type': { type: 'string' } } } },
  },
}

test('every field has a line, below the one that holds it', () => {
  const fields = schemaFields(schema)
  expect(fields.map(({ path, depth, type }) => [path, depth, type])).toEqual([
    ['id', 0, 'string'],
    ['kind', 0, 'string'],
    ['author', 0, 'object'],
    ['author.name', 1, 'string'],
    ['tags', 0, 'array of string or null'],
    ['parts', 0, 'array of object'],
    ['parts[].content-type', 1, 'string'],
  ])
  expect(fields[3]).toMatchObject({ isRequired: true, rules: ['at least 1 character'] })
})

test('a schema that refers to itself ends', () => {
  expect(schemaFields({ properties: { next: { $ref: '#' } } }).length).toBeLessThan(10)
  expect(typescriptType('a', { properties: { next: { $ref: '#' } } })).toContain('unknown')
})

test('the TypeScript type says what is required, and keeps descriptions', () => {
  expect(typescriptType('memory.created', schema)).toBe(`export type MemoryCreated = {
  /** Its id. */
  id: string
  kind?: "note" | "page"
  author: {
    name: string
  }
  tags?: (string | null)[]
  parts?: {
    "content-type"?: string
  }[]
}
`)
  expect(typescriptType('x', null)).toBe('export type X = unknown\n')
})

test('two versions are compared field by field', () => {
  const later = {
    ...schema,
    required: ['id'],
    properties: { ...schema.properties, kind: { enum: ['note'] }, extra: {} },
  }
  const { tags: _, ...kept } = later.properties
  const changes = compareFields(schemaFields(schema), schemaFields({ ...later, properties: kept }))
  expect(changes.filter(({ change }) => change !== 'same').map(({ path, change }) => [path, change])).toEqual([
    ['kind', 'changed'],
    ['author', 'changed'],
    ['extra', 'added'],
    ['tags', 'removed'],
  ])
})
