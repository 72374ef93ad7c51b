import { expect, test } from 'vitest'
import { emptyFormValues, formErrorsOf, settingsOf, typedSchedule } from './form-values.ts'

test('text becomes what the server takes', () => {
  const settings = settingsOf({
    ...emptyFormValues,
    url: ' https://example.com/hooks ',
    headers: 'X-Team: search\n\nAuthorization: Bearer a:b\n',
    timeoutSeconds: 2.5,
    perSecond: 10,
    retrySchedule: '5, 30 120',
    ipAllow: '203.0.113.0/24\n198.51.100.7, 2001:db8::/32',
  })
  expect(settings).toMatchObject({
    url: 'https://example.com/hooks',
    headers: { 'X-Team': 'search', Authorization: 'Bearer a:b' },
    timeout_ms: 2500,
    rate_limit: { per_second: 10 },
    retry: { schedule: [5, 30, 120] },
    ip_allow: ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'],
    ip_deny: [],
  })
})

test('what is left empty means the default of the installation', () => {
  expect(settingsOf(emptyFormValues)).toMatchObject({ rate_limit: null, retry: null, headers: {} })
})

test('errors of the server stand under their fields, the first one of each; the rest is kept', () => {
  const errors = [
    { pointer: '/url', message: 'must be public' },
    { pointer: '/headers/Host', message: 'is reserved' },
    { pointer: '/headers/X', message: 'later' },
    { pointer: '/urls', message: 'unknown' },
  ]
  expect(formErrorsOf(errors)).toEqual({
    fields: { url: 'must be public', headers: 'is reserved' },
    rest: [{ pointer: '/urls', message: 'unknown' }],
  })
})

test('a schedule is drawn while it is typed, as far as it is one', () => {
  expect(typedSchedule('5, 30 120')).toEqual([5, 30, 120])
  expect(typedSchedule('')).toBeNull()
  expect(typedSchedule('5 soon')).toBeNull()
})
