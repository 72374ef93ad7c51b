import { expect, test } from 'vitest'
import { alertWords, pastWords, withReadersTime } from './alert-words.ts'

test('times of a message are told where the reader is', () => {
  const at = new Date(Date.UTC(2026, 10, 28, 9, 57))
  const time = `${at.getDate()} Nov, ${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  expect(withReadersTime('Failing since 2026-11-28 09:57 UTC. It waits.')).toBe(`Failing since ${time}. It waits.`)
  expect(withReadersTime('Failing since 2026-11-28 09:57:58 UTC. It waits.')).toBe(`Failing since ${time}. It waits.`)
  expect(withReadersTime('A delivery has been due for 5 minutes.')).toBe('A delivery has been due for 5 minutes.')
})

test('the advice tells of resuming only who may', () => {
  expect(alertWords({ kind: 'circuit_open', resolved_at: null }, true).advice).toMatch(/Resume to try at once\.$/)
  expect(alertWords({ kind: 'circuit_open', resolved_at: null }, false).advice).not.toMatch(/Resume/)
})

test('a resolved alert tells what was, for how long and with which error', () => {
  const resolved_at = '2026-11-28T11:40:00.000Z'
  const words = (kind: string, message: string, error: 'http_error' | null) =>
    pastWords(
      {
        kind,
        message,
        opened_at: '2026-11-28T10:00:00.000Z',
        last_failure: error && { delivery: 'dlv_1', attempted_at: resolved_at, code: 503, error },
      },
      Date.parse(resolved_at),
    )
  expect(alertWords({ kind: 'circuit_open', resolved_at }, true).title).toBe('Receiver was failing')
  expect(words('circuit_open', 'Failing since 2026-11-28 09:50 UTC.', 'http_error')).toBe(
    'Failed for 1 h 50 min, last with 503.',
  )
  expect(words('circuit_open', 'Failing since 2026-11-28 11:37:33 UTC.', null)).toBe('Failed for 2 min 27 s.')
  expect(words('circuit_open', 'The circuit opened.', null)).toBe('Failed for 1 h 40 min.')
  expect(words('dead_letters_growing', '37 deliveries became dead letters within an hour.', null)).toBe(
    '37 deliveries became dead letters within an hour. For 1 h 40 min.',
  )
  expect(words('oldest_waiting', 'A delivery has been due for 20 minutes.', null)).toBe('For 1 h 40 min.')
  expect(words('subscription_disabled', 'The receiver answered 410 Gone.', null)).toBe(
    'The receiver answered 410 Gone. For 1 h 40 min.',
  )
})
