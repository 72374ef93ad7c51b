import { expect, test } from 'vitest'
import { attemptErrors } from '../../server/contract/delivery-words.ts'
import { diagnose } from './diagnosis.ts'

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
