import { describe, expect, test } from 'vitest'
import {
  changeSettings,
  defaultSettings,
  type SettingsChange,
  type SubscriptionSettings,
} from './subscription-settings.ts'

const before: SubscriptionSettings = {
  ...defaultSettings,
  url: 'https://example.com/a',
  events: ['*'],
  retrySchedule: [1, 2],
  retryJitter: 0.1,
  ratePerSecond: 5,
}

describe('a change of settings', () => {
  test.each<[string, SettingsChange, Partial<SubscriptionSettings>]>([
    ['nothing', {}, {}],
    ['a new URL', { url: 'https://example.com/b' }, { url: 'https://example.com/b' }],
    ['the jitter alone', { retry: { jitter: 0 } }, { retryJitter: 0 }],
    ['the schedule alone', { retry: { schedule: [] } }, { retrySchedule: [] }],
    ['back to the default schedule', { retry: null }, { retrySchedule: null, retryJitter: 0.2 }],
    ['another rate', { rate_limit: { per_second: 9 } }, { ratePerSecond: 9 }],
    ['no rate', { rate_limit: null }, { ratePerSecond: null }],
    ['fifo', { delivery: { order: 'fifo' } }, { ordering: 'fifo' }],
    ['batches', { delivery: { mode: 'batch', max_wait_ms: 0 } }, { mode: 'batch', batchMaxWaitMs: 0 }],
    ['an empty description', { description: '' }, { description: '' }],
    ['no headers', { headers: {} }, { headers: {} }],
    ['no automatic redelivery', { auto_redeliver: false }, { autoRedeliver: false }],
  ])('%s changes that and nothing else', (_, change, expected) => {
    expect(changeSettings(before, change)).toEqual({ ...before, ...expected })
  })
})
