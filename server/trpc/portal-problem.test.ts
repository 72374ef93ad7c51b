import { TRPCError } from '@trpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { PostriderError } from '../contract/errors.ts'
import { portalProblem } from './portal-problem.ts'

const wrap = (cause: unknown, code: TRPCError['code'] = 'INTERNAL_SERVER_ERROR') => new TRPCError({ code, cause })

test('what the domain throws arrives with its code, sentence and fields', () => {
  const errors = [{ pointer: '/url', message: 'must be public' }]
  const problem = portalProblem(wrap(new PostriderError('validation_failed', 'No.', { errors })))
  expect(problem).toMatchObject({ code: 'validation_failed', status: 422, detail: 'No.', errors })
})

test('input that does not fit points at its fields', () => {
  const fault = z
    .object({ delivery: z.object({ 'max/events': z.int() }) })
    .safeParse({ delivery: { 'max/events': 'x' } })
  const problem = portalProblem(wrap(fault.error, 'BAD_REQUEST'))
  expect(problem).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/delivery/max~1events' }] })
})

test('a database that is away is a fault that passes, and is not described', () => {
  const fault = Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' })
  const problem = portalProblem(wrap(fault))
  expect(problem).toMatchObject({ code: 'unavailable', status: 503 })
  expect(problem.detail).not.toContain('10.1.2.3')
})

test('an unexpected error keeps its text to itself', () => {
  const problem = portalProblem(wrap(new Error('relation "secrets" does not exist')))
  expect(problem).toMatchObject({ code: 'internal', status: 500 })
  expect(JSON.stringify(problem)).not.toContain('secrets')
})

test("an answer that does not fit its own schema is our fault, not the caller's", () => {
  const fault = z.string().safeParse(1)
  expect(portalProblem(wrap(fault.error)).code).toBe('internal')
})
