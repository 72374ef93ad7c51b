import { expect, test } from 'vitest'
import { emptyFormValues, formErrorsOf, settingsOf } from './form-values.ts'

test('text becomes what the server takes', () => {
  const settings = settingsOf({
    ...emptyFormValues,
    url: ' https://example.com/hooks ',
    headers: 'X-Team: search\n\nAuthorization: Bearer a:b\n',
    timeoutSeconds: 2.5,
    perSecond: 10,
    retrySchedule: '5, 30 120',
  })
  expect(settings).toMatchObject({
    url: 'https://example.com/hooks',
    headers: { 'X-Team': 'search', Authorization: 'Bearer a:b' },
    timeout_ms: 2500,
    rate_limit: { per_second: 10 },
    retry: { schedule: [5, 30, 120] },
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
