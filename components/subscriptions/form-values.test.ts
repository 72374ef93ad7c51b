import { expect, test } from 'vitest'
import { pointerOf } from '../../server/contract/json-pointer.ts'
import { operations } from '../../server/contract/operations.ts'
import {
  emptyFormValues,
  formErrorsOf,
  formFaults,
  headersFault,
  metadataFault,
  settingsOf,
  typedSchedule,
} from './form-values.ts'

test('text becomes what the server takes', () => {
  const settings = settingsOf({
    ...emptyFormValues,
    url: ' https://example.com/hooks ',
    headers: 'X-Team: search\n\nAuthorization: Bearer a:b\n',
    timeoutSeconds: 2.5,
    perSecond: 10,
    retrySchedule: '5, 30 120',
    ipAllow: ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'],
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
    fields: { url: 'must be public', headers: '“Host” is reserved' },
    rest: [{ pointer: '/urls', message: 'unknown' }],
  })
})

test.each([
  ['X-A: 1\n\n X-B : a:b ', null],
  ['X-A: 1\nX-A: 2', '“X-A” is there twice: capitals make no difference.'],
  ['X-A: 1\nx-a: 1', '“x-a” is there twice: capitals make no difference.'],
  ['X-A: 1\nnocolon', '“nocolon” is no header: a line is Name: value.'],
])('the headers %j: %s', (lines, fault) => {
  expect(headersFault(lines)).toBe(fault)
})

test('metadata keeps its order and its spaces, and what was not filled in is left out', () => {
  const metadata = [
    { key: '1', name: ' team ', value: ' search ' },
    { key: '2', name: '', value: '' },
    { key: '3', name: 'cost/centre', value: '' },
  ]
  expect(settingsOf({ ...emptyFormValues, metadata }).metadata).toEqual({ team: ' search ', 'cost/centre': '' })
  expect(metadataFault(metadata)).toBeNull()
  expect(metadataFault([...metadata, { key: '4', name: 'team', value: 'x' }])).toBe('“team” is there twice')
  const faults = formErrorsOf([{ pointer: '/metadata/cost~1centre', message: 'must be at most 512 characters' }])
  expect(faults.fields).toEqual({ metadata: '“cost/centre” must be at most 512 characters' })
  expect(formErrorsOf([{ pointer: '/metadata', message: 'must have at most 50 entries' }]).fields).toEqual({
    metadata: 'must have at most 50 entries',
  })
})

test('a schedule is drawn while it is typed, as far as it is one', () => {
  expect(typedSchedule('5, 30 120')).toEqual([5, 30, 120])
  expect(typedSchedule('')).toEqual([])
  expect(typedSchedule('5 soon')).toBeNull()
  expect(typedSchedule('5 0.5')).toBeNull()
  expect(typedSchedule('5, 999999999')).toBeNull()
  expect(typedSchedule('1 '.repeat(21))).toBeNull()
  expect(typedSchedule('200000 59200')).toBeNull()
})

test('a fault with events names the one that is at fault', () => {
  const fault = { pointer: '/events/1', message: 'Must be a type.' }
  expect(formErrorsOf([fault], ['*', 'Typo..x']).fields).toEqual({ events: '“Typo..x” must be a type.' })
  expect(formErrorsOf([{ ...fault, pointer: '/events' }], ['*']).fields).toEqual({ events: 'Must be a type.' })
})

test('what cannot be sent as it is typed is refused with everything else that is wrong', () => {
  const values = {
    ...emptyFormValues,
    url: 'https://example.com/hooks',
    events: ['*'],
    headers: 'Bad header line\nContent-Length: 5',
    filter: '{"data.plan":',
    metadata: [
      { key: '1', name: 'team', value: 'a' },
      { key: '2', name: 'team', value: 'b' },
    ],
    retrySchedule: '5 soon',
    ipAllow: ['999.1.1.1'],
  }
  const { issues = [] } = operations.createSubscription.body?.safeParse(settingsOf(values)).error ?? {}
  const errors = issues.map(({ path, message }) => ({ pointer: pointerOf(path as (string | number)[]), message }))
  expect(formFaults(values, errors)).toEqual({
    headers:
      '“Bad header line” is no header: a line is Name: value. “Content-Length” is a header that Postrider or the connection sets',
    filter: expect.stringMatching(/^This is no JSON: [^.]*\.$/),
    metadata: '“team” is there twice',
    retrySchedule: 'must be whole seconds, such as 5, 30 and 120',
    ipAllow: expect.stringContaining('must be an IP address'),
  })
})

test.each([
  ['headers', { headers: 'no header' }],
  ['a filter', { filter: '{' }],
  ['metadata', { metadata: ['1', '2'].map((key) => ({ key, name: 'team', value: key })) }],
])('%s that cannot be sent as typed cannot be saved either', (_, typed) => {
  const values = { ...emptyFormValues, url: 'https://example.com/hooks', events: ['*'] }
  const { body } = operations.createSubscription
  expect(body?.safeParse(settingsOf(values)).success).toBe(true)
  expect(body?.safeParse(settingsOf({ ...values, ...typed })).success).toBe(false)
})
