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
  expect(whatFollows({ status: 'retrying', test: false, held_by: null })).toContain('tried again by itself')
  expect(whatFollows({ status: 'retrying', test: false, held_by: 'paused' })).toContain('nothing holds')
  expect(whatFollows({ status: 'failed', test: false, held_by: null })).toContain('used up')
  expect(whatFollows({ status: 'failed', test: true, held_by: null })).toContain('only once')
  expect(whatFollows({ status: 'succeeded', test: false, held_by: null })).toBeNull()
})
