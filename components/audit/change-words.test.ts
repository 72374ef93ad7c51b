import { expect, test } from 'vitest'
import { scopes } from '../../server/contract/scopes.ts'
import { changesBetween, keptUntil, madeWith } from './change-words.ts'

test('what changed is told field by field, in words', () => {
  const before = { name: 'A', rate_limit: null, auto_redeliver: true, updated_at: 'x', url: 'https://a/' }
  const after = { name: 'B', rate_limit: 1500, auto_redeliver: false, updated_at: 'y', url: 'https://a/' }
  expect(changesBetween(before, after)).toEqual([
    { name: 'name', from: 'A', to: 'B' },
    { name: 'rate limit', from: 'none', to: '1,500' },
    { name: 'auto redeliver', from: 'yes', to: 'no' },
  ])
})

test('fields of the API are told in plain words, and a reason alone', () => {
  const before = { status: 'active', status_reason: null, status_changed_at: '2026-11-03T07:45:00.000Z' }
  const after = {
    status: 'paused',
    status_reason: 'Paused by Operator.',
    status_changed_at: '2026-11-04T07:45:00.000Z',
  }
  expect(changesBetween(before, after)).toEqual([
    { name: 'status', from: 'active', to: 'paused' },
    { name: 'reason', from: null, to: 'Paused by Operator.' },
  ])
  expect(changesBetween(after, before)).toEqual([{ name: 'status', from: 'paused', to: 'active' }])
  expect(changesBetween(null, { method: 'link' })).toEqual([{ name: 'with', from: null, to: 'link' }])
  expect(madeWith({ name: 'x', kind: 'builtin' })).toEqual([{ name: 'kind', from: null, to: 'kept by Postrider' }])
})

test('moments are told to the second, and what reads alike is left out', () => {
  const at = (second: string) => ({ expires_at: `2026-11-29T19:59:${second}Z` })
  const [change] = changesBetween(at('07.100'), at('37.100'))
  expect(change?.from).toMatch(/:07$/)
  expect(change?.to).toMatch(/:37$/)
  expect(changesBetween(at('07.100'), at('07.900'))).toEqual([])
  expect(changesBetween({ description: '' }, { description: null })).toEqual([])
})

test('of lists what came and what went is told, and of nested fields those that differ', () => {
  const before = { events: ['a.b', 'c.d'], retry: { jitter: 0.1, schedule: [5] } }
  const after = { events: ['c.d', 'e.f'], retry: { jitter: 0.2, schedule: [5] } }
  expect(changesBetween(before, after)).toEqual([
    { name: 'events', from: null, to: '+ e.f, − a.b' },
    { name: 'retry: jitter', from: '0.1', to: '0.2' },
  ])
})

test('where nothing was before, what it came to is told', () => {
  expect(changesBetween(null, { redelivered: 1200, type: null })).toEqual([
    { name: 'redelivered', from: null, to: '1,200' },
  ])
  expect(changesBetween({}, { overlap_seconds: 86_400 })).toEqual([{ name: 'overlap', from: null, to: '1 d' }])
  expect(changesBetween({ timeout_ms: 15_000 }, { timeout_ms: 500 })).toEqual([
    { name: 'timeout', from: '15 s', to: '500 ms' },
  ])
  expect(changesBetween({ status: 'active' }, null)).toEqual([])
})

test('of a new thing what it was made with is told, the most telling first, and no defaults', () => {
  const key = { id: 'key_1', name: 'test', hint: 'abcd', tenant: null, app: null, allowed_ips: [], expires_at: null }
  expect(madeWith({ ...key, require_signature: false, scopes: ['events:write', 'stats:read'] })).toEqual([
    { name: 'scopes', from: null, to: 'events:write, stats:read' },
  ])
  expect(madeWith({ ...key, scopes: [...scopes] })).toEqual([{ name: 'scopes', from: null, to: 'everything' }])
  expect(madeWith({ email: 'vera@example.com', status: 'invited', role: 'viewer' })).toEqual([
    { name: 'role', from: null, to: 'viewer' },
  ])
  expect(madeWith({ url: 'https://a/', description: 'CRM', timeout_ms: 15_000, metadata: {}, events: ['*'] })).toEqual([
    { name: 'events', from: null, to: '*' },
    { name: 'description', from: null, to: 'CRM' },
  ])
  const retry = { schedule: [1, 60], jitter: 0.2, is_default: false }
  const delivery = { mode: 'batch', max_events: 50, max_wait_ms: 1_000, order: 'fifo' }
  expect(madeWith({ timeout_ms: 2_000, concurrency: 4, retry, delivery })).toEqual([
    { name: 'retries after', from: null, to: '1 s, 1 min' },
    { name: 'timeout', from: null, to: '2 s' },
    { name: 'requests at once', from: null, to: '4' },
    { name: 'batches of', from: null, to: '50' },
    { name: 'order', from: null, to: 'strict' },
  ])
})

test('of a key that was rotated how long the old one works is told, and of a circuit nothing that goes by itself', () => {
  const [told] = keptUntil({ name: 'x', old_key_expires_at: '2026-11-29T19:59:07.000Z' })
  expect(told).toMatchObject({ name: 'the old key works until', from: null, to: expect.stringMatching(/:07$/) })
  const at = (next_probe_at: string | null) => ({ status: 'active', next_probe_at })
  expect(changesBetween(at(null), at('2026-11-29T19:59:07.000Z'))).toEqual([])
})
