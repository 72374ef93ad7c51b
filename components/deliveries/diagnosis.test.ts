import { expect, test } from 'vitest'
import { attemptErrors } from '../../server/contract/delivery-words.ts'
import { diagnose, whatFollows } from './diagnosis.ts'

const attempt = { code: null, error: null, error_detail: null, duration_ms: 15_000, remote_address: '192.0.2.1:443' }

test('a success needs no diagnosis', () => {
  expect(diagnose({ ...attempt, code: 204 })).toBeNull()
})

test.each(attemptErrors)('%s is explained with what happened and what to do', (error) => {
  const diagnosis = diagnose({ ...attempt, error, code: error === 'http_error' ? 500 : null })
  expect(diagnosis?.what).toMatch(/\.$/)
  expect(diagnosis?.advice).toMatch(/\.$/)
})

test.each([401, 404, 418, 500, 502])('code %d is named', (code) => {
  expect(diagnose({ ...attempt, error: 'http_error', code })?.what).toContain(String(code))
})

test('what follows a failure is said of the delivery: only one that is open is tried again', () => {
  const failed = { status: 'failed', test: false, held_by: null, attempt_count: 6, max_attempts: 6 } as const
  expect(whatFollows({ ...failed, status: 'retrying' })).toContain('tried again by itself')
  expect(whatFollows({ ...failed, status: 'retrying', held_by: 'paused' })).toContain('nothing holds')
  expect(whatFollows(failed)).toContain('attempts are used up')
  expect(whatFollows({ ...failed, attempt_count: 2 })).toContain('three days')
  expect(whatFollows({ ...failed, test: true })).toContain('only once')
  expect(whatFollows({ ...failed, status: 'succeeded' })).toBeNull()
})
