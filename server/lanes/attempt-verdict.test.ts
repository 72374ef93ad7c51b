import { expect, test } from 'vitest'
import type { AttemptError } from '../outbound/outbound-result.ts'
import { judgeAttempt } from './attempt-verdict.ts'

type Marks = '' | 'succeeded' | 'gone' | 'absent' | 'holdsLane absent' | 'holdsLane' | 'refused' | 'gone refused'

const table: [number | null, AttemptError | null, Marks][] = [
  [200, null, 'succeeded'],
  [202, null, 'succeeded'],
  [204, null, 'succeeded'],
  [299, null, 'succeeded'],
  [200, 'timeout', 'absent'],
  [200, 'response_invalid', ''],
  [199, 'response_invalid', ''],
  [301, 'redirect_refused', ''],
  [308, 'redirect_refused', ''],
  [400, 'http_error', 'refused'],
  [401, 'http_error', 'refused'],
  [404, 'http_error', 'refused'],
  [410, 'http_error', 'gone refused'],
  [408, 'http_error', ''],
  [425, 'http_error', ''],
  [429, 'http_error', 'holdsLane'],
  [500, 'http_error', 'absent'],
  [502, 'http_error', 'absent'],
  [503, 'http_error', 'holdsLane absent'],
  [599, 'http_error', 'absent'],
  [null, 'timeout', 'absent'],
  [null, 'connection_refused', 'absent'],
  [null, 'connection_reset', 'absent'],
  [null, 'dns_error', 'absent'],
  [null, 'tls_error', 'absent'],
  [null, 'interrupted', 'absent'],
  [null, 'blocked', ''],
  [null, 'response_invalid', ''],
]

test.each(table)('status %s with error %s is: %s', (statusCode, error, marks) => {
  const verdict = judgeAttempt({ statusCode, error })
  const found = (['succeeded', 'gone', 'holdsLane', 'absent', 'refused'] as const).filter((mark) => verdict[mark])
  expect(found.join(' ')).toBe(marks)
})
