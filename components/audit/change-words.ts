import { scopes } from '../../server/contract/scope-names.ts'
import { subscriptionDefaults } from '../../server/contract/subscription-defaults.ts'
import { count } from '../overview/figures.ts'
import { duration, exactSecond } from '../time/time-text.ts'

export interface FieldChange {
  name: string
  /** null: there is only what it came to. */
  from: string | null
  to: string
}

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Changes with everything, or by itself. */
const unsaid = new Set([
  'id',
  'updated_at',
  'status_changed_at',
  'created_at',
  'last_used_at',
  'last_seen_at',
  'last_success_at',
  'circuit_opened_at',
  'next_probe_at',
  'held_until',
  'retry: is_default',
])

/**
 * The fields that changed, or, where nothing was before, what it came to: how many were redelivered, how somebody signed in. Of
 * lists, what came and what went.
 */
export function changesBetween(before: unknown, after: unknown): FieldChange[] {
  if (!isFields(after)) return []
  if (!isFields(before)) return Object.entries(after).flatMap(([name, value]) => toFact(name, value))
  return Object.keys({ ...before, ...after }).flatMap((name) =>
    name in before ? toChange(name, before[name], after[name]) : toFact(name, after[name]),
  )
}

/** What is worth telling of a new thing, the most telling first: what it may do, what it is for, what narrows it. */
const tellingOfNew = [
  'role',
  'scopes',
  'capabilities',
  'events',
  'filter',
  'include',
  'from',
  'to',
  'total',
  'kind',
  'validation',
  'uid',
  'app',
  'subscription',
  'types',
  'description',
  'allowed_ips',
  'require_signature',
  'rate_per_second',
  'publish_rate_per_second',
  'retries_after',
  'timeout_ms',
  'requests_at_once',
  'batches_of',
  'order',
  'rate_limit',
  'headers',
  'ip_allow',
  'ip_deny',
  'metadata',
  'expires_at',
  'expires_in_seconds',
]

/** What a new thing was made with; what was left as it is by default is not told. */
export function madeWith(after: unknown): FieldChange[] {
  if (!isFields(after)) return []
  const made = withSettings(after)
  return tellingOfNew.flatMap((name) => (isUnset(made[name]) ? [] : toFact(name, made[name])))
}

/** What a subscription is sent in its own way, beside how most are sent. */
function withSettings(after: Fields): Fields {
  const { timeout_ms, concurrency, retry, delivery, ...others } = after
  return {
    ...others,
    ...(timeout_ms !== subscriptionDefaults.timeoutMs && { timeout_ms }),
    ...(concurrency !== subscriptionDefaults.concurrency && { requests_at_once: concurrency }),
    ...(isFields(retry) && retry.is_default === false && { retries_after: secondsWords(retry.schedule) }),
    ...(isFields(delivery) && delivery.mode === 'batch' && { batches_of: delivery.max_events }),
    ...(isFields(delivery) && delivery.order === 'fifo' && { order: 'strict' }),
  }
}

const secondsWords = (schedule: unknown) =>
  Array.isArray(schedule) && schedule.length > 0
    ? schedule.map((seconds) => duration(Number(seconds) * 1_000)).join(', ')
    : 'none'

/** Of a key that was rotated: how long the old one works on. */
export function keptUntil(after: unknown): FieldChange[] {
  return isFields(after) ? toFact('old_key_expires_at', after.old_key_expires_at) : []
}

const isUnset = (value: unknown): boolean =>
  value === '' || value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

function toFact(name: string, value: unknown): FieldChange[] {
  if (unsaid.has(name) || value === null || value === undefined) return []
  return [{ name: spoken(name), from: null, to: wordOf(value, name) }]
}

function toChange(name: string, from: unknown, to: unknown): FieldChange[] {
  if (unsaid.has(name) || JSON.stringify(from) === JSON.stringify(to)) return []
  if (isFields(from) && isFields(to)) {
    return Object.keys({ ...from, ...to }).flatMap((part) => toChange(`${name}: ${part}`, from[part], to[part]))
  }
  if (isTexts(from) && isTexts(to)) {
    const parts = [
      ...to.filter((text) => !from.includes(text)).map((text) => `+ ${text}`),
      ...from.filter((text) => !to.includes(text)).map((text) => `− ${text}`),
    ]
    if (parts.length > 0) return [{ name: spoken(name), from: null, to: parts.join(', ') }]
  }
  // The one before was of another status.
  if (name === 'status_reason') return toFact(name, to)
  const [before, after] = [wordOf(from, name), wordOf(to, name)]
  // What reads alike is no change to somebody who reads it.
  return before === after ? [] : [{ name: spoken(name), from: before, to: after }]
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

/** Names of the API that are no plain words. */
const nameWords: Partial<Record<string, string>> = {
  method: 'with',
  status_reason: 'reason',
  uid: 'your own id',
  old_key_expires_at: 'the old key works until',
}

/** Values of the API that are no plain words, by their field. */
const valueWords: Partial<Record<string, Partial<Record<string, string>>>> = {
  kind: { builtin: 'kept by Postrider', webhook_site: 'webhook.site' },
  method: { github: 'GitHub', oidc: 'single sign-on' },
}

const endsInUnit = /_(seconds|ms)$/

function spoken(name: string): string {
  const word = nameWords[name]
  if (word) return word
  return name
    .replace(endsInUnit, '')
    .replaceAll('_', ' ')
    .replace(/\bip\b/, 'IP')
}

/** `name`: of the field, which may say what a number is in. */
function wordOf(value: unknown, name = ''): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') {
    const unit = name.match(endsInUnit)?.[1]
    return unit ? duration(value * (unit === 'seconds' ? 1_000 : 1)) : count(value)
  }
  if (typeof value === 'string')
    return isTime(value) ? exactSecond(Date.parse(value)) : (valueWords[name]?.[value] ?? value)
  if (Array.isArray(value)) return listed(value)
  return JSON.stringify(value)
}

function listed(values: unknown[]): string {
  if (values.length === 0) return 'none'
  return scopes.every((scope) => values.includes(scope))
    ? 'everything'
    : values.map((value) => wordOf(value)).join(', ')
}

const isTime = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)
