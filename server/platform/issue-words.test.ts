import { expect, test } from 'vitest'
import { z } from 'zod'
import { issueWords } from './issue-words.ts'

test.each([
  [z.int().min(100), 7, 'must be at least 100'],
  [z.number().lt(3), 3, 'must be less than 3'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.strictObject({}), 7, 'must be an object'],
  [z.array(z.string()).min(1), [], 'must hold at least 1 item'],
  [z.string().max(2), 'abc', 'must have at most 2 characters'],
  [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
  [z.literal('a'), 'c', 'must be a'],
  [z.int().min(1, { error: 'must not be nothing' }), 0, 'must not be nothing'],
])('case %#: %j', (schema, value, words) => {
  expect(schema.safeParse(value).error?.issues.map(issueWords)).toEqual([words])
})
