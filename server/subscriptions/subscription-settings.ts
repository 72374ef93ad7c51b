import type { InputOf } from '../contract/operation.ts'
import type { subscriptionOperations } from '../contract/subscription.ts'
import { subscriptionDefaults } from '../contract/subscription-defaults.ts'
import type { SubscriptionFilter } from '../contract/subscription-filter.ts'
import { keepHidden } from './credential-headers.ts'

/** What a subscriber decides, as it is stored. */
export interface SubscriptionSettings {
  url: string
  description: string
  events: string[]
  filter: SubscriptionFilter | null
  headers: Record<string, string>
  timeoutMs: number
  /** Seconds before each retry; null: the installation's default. */
  retrySchedule: number[] | null
  retryJitter: number
  ratePerSecond: number | null
  concurrency: number
  mode: 'single' | 'batch'
  batchMaxEvents: number
  batchMaxWaitMs: number
  ordering: 'none' | 'fifo'
  ipAllow: string[]
  ipDeny: string[]
  metadata: Record<string, string>
  autoRedeliver: boolean
}

/** What holds for everything that a new subscription leaves out. */
export const defaultSettings: Omit<SubscriptionSettings, 'url' | 'events'> = {
  description: '',
  filter: null,
  headers: {},
  timeoutMs: subscriptionDefaults.timeoutMs,
  retrySchedule: null,
  retryJitter: 0.2,
  ratePerSecond: null,
  concurrency: subscriptionDefaults.concurrency,
  mode: 'single',
  batchMaxEvents: 100,
  batchMaxWaitMs: 1000,
  ordering: 'none',
  ipAllow: [],
  ipDeny: [],
  metadata: {},
  autoRedeliver: true,
}

export type SettingsChange = Omit<InputOf<typeof subscriptionOperations.updateSubscription>, 'id'>

/** `current` with what `change` says; what it leaves out stays. */
export function changeSettings(current: SubscriptionSettings, change: SettingsChange): SubscriptionSettings {
  const { retry, rate_limit, delivery } = change
  return {
    url: change.url ?? current.url,
    description: change.description ?? current.description,
    events: change.events ?? current.events,
    filter: change.filter === undefined ? current.filter : usefulFilter(change.filter),
    headers: change.headers ? keepHidden(change.headers, current.headers) : current.headers,
    timeoutMs: change.timeout_ms ?? current.timeoutMs,
    retrySchedule: retry === null ? null : (retry?.schedule ?? current.retrySchedule),
    retryJitter: retry === null ? defaultSettings.retryJitter : (retry?.jitter ?? current.retryJitter),
    ratePerSecond: rate_limit === undefined ? current.ratePerSecond : (rate_limit?.per_second ?? null),
    concurrency: change.concurrency ?? current.concurrency,
    mode: delivery?.mode ?? current.mode,
    batchMaxEvents: delivery?.max_events ?? current.batchMaxEvents,
    batchMaxWaitMs: delivery?.max_wait_ms ?? current.batchMaxWaitMs,
    ordering: delivery?.order ?? current.ordering,
    ipAllow: change.ip_allow ?? current.ipAllow,
    ipDeny: change.ip_deny ?? current.ipDeny,
    metadata: change.metadata ?? current.metadata,
    autoRedeliver: change.auto_redeliver ?? current.autoRedeliver,
  }
}

/** A filter that asks for nothing is none. */
function usefulFilter(filter: SubscriptionFilter | null): SubscriptionFilter | null {
  return filter === null || Object.keys(filter).length === 0 ? null : filter
}
