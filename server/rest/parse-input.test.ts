import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { PostriderError } from '../contract/errors.ts'
import { IdParams } from '../contract/fields.ts'
import { type Operation, operation } from '../contract/operation.ts'
import { parseInput } from './parse-input.ts'

const change = operation({
  method: 'PATCH',
  path: '/api/v1/things/{id}',
  scope: null,
  tag: 'Things',
  summary: 'Change a thing',
  params: IdParams,
  query: z.strictObject({ limit: z.coerce.number().max(10).default(5) }),
  body: z.strictObject({
    name: z.string(),
    where: z.union([z.strictObject({ x: z.number(), y: z.number() }), z.strictObject({ city: z.string() })]).optional(),
    tags: z.array(z.string()).optional(),
  }),
  success: { status: 200, schema: z.object({}) },
}) as unknown as Operation

function parse(body: unknown, query: Record<string, string[]> = {}) {
  return parseInput(change, { params: { id: 'a' }, query, body })
}

function faults(body: unknown, query: Record<string, string[]> = {}) {
  try {
    parse(body, query)
  } catch (error) {
    if (error instanceof PostriderError) return error.errors
  }
  throw new Error('It was accepted.')
}

describe('the input of a call', () => {
  test('is path, query and body in one, with defaults', () => {
    expect(parse({ name: 'n' })).toEqual({ id: 'a', limit: 5, name: 'n' })
  })

  test('shows every fault at once, where it is', () => {
    expect(faults({ tags: ['a', 7], 'x/y': 1 }, { limit: ['11'], page: ['2'] })).toEqual([
      { pointer: '/query/limit', message: expect.stringContaining('10') },
      { pointer: '/query/page', message: 'is not a field of this request' },
      { pointer: '/name', message: 'is required' },
      { pointer: '/tags/1', message: expect.stringContaining('string') },
      { pointer: '/x~1y', message: 'is not a field of this request' },
    ])
  })

  test('where one of several shapes is possible, complains about the one that was nearly met', () => {
    expect(faults({ name: 'n', where: { x: 1 } })).toEqual([{ pointer: '/where/y', message: 'is required' }])
  })

  test('with a path that cannot name anything is not found', () => {
    const odd = { params: { id: '\0' }, query: {}, body: { name: 'n' } }
    expect(() => parseInput(change, odd)).toThrow(expect.objectContaining({ code: 'not_found' }))
  })
})
