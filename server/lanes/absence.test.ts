import { expect, test } from 'vitest'
import { isReceiverAbsent, maxAutomaticRuns } from './absence.ts'

const retry = { scheduleSeconds: [5, 3600], jitter: 0.2 }
const acceptedAt = 1_000_000
const last = { run: 1, attempt: 3, acceptedAt, dueAt: acceptedAt + 3_605_000 }
const only = { run: 1, attempt: 1, acceptedAt, dueAt: acceptedAt }

test.each([
  ['nothing ever succeeded', last, 0, true],
  ['successes ended before it was tried the last but one time', last, acceptedAt + 4_000, true],
  ['successes went on while it was retried', last, acceptedAt + 2_000_000, false],
  ['something succeeded just now', last, last.dueAt, false],
  ['it had one attempt and nothing succeeded since it came', only, acceptedAt - 1, true],
  ['it had one attempt and something succeeded since it came', only, acceptedAt, false],
  ['it was brought back often enough', { ...last, run: maxAutomaticRuns + 1 }, 0, false],
  ['it was brought back as often as it may', { ...last, run: maxAutomaticRuns }, 0, true],
])('%s', (_name, delivery, lastSuccessAt, absent) => {
  expect(isReceiverAbsent(delivery, retry, lastSuccessAt)).toBe(absent)
})
