import type { FieldError } from '../../server/contract/errors.ts'
import { stepsOf } from '../../server/contract/json-pointer.ts'
import { longestRetryPause, mostRetries, retryScheduleFault } from '../../server/contract/retry-limits.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import { subscriptionDefaults } from '../../server/contract/subscription-defaults.ts'
import { filterFaultWords, filterOf, filterTextFault, textOfFilter } from './filter-text.ts'

export interface MetadataEntry {
  /** Tells entries apart while their names are typed. */
  key: string
  name: string
  value: string
}

/** What the form holds: text and numbers as people type them. */
export interface SubscriptionFormValues {
  tenant: string
  /** Only when a subscription is created; empty: it belongs to none. */
  app: string
  url: string
  description: string
  events: string[]
  /** JSON; empty: none. */
  filter: string
  metadata: MetadataEntry[]
  /** `Name: value`, one a line. */
  headers: string
  timeoutSeconds: number | string
  perSecond: number | string
  concurrency: number | string
  mode: 'single' | 'batch'
  maxEvents: number | string
  maxWaitMs: number | string
  order: 'none' | 'fifo'
  /** Seconds before each retry, separated by spaces; empty: the installation's. */
  retrySchedule: string
  autoRedeliver: boolean
  /** Addresses and blocks. */
  ipAllow: string[]
  ipDeny: string[]
  /** The receiver's, when it has one already; empty: one is made. Only when a subscription is created. */
  secret: string
}

export const emptyFormValues: SubscriptionFormValues = {
  tenant: '',
  app: '',
  url: '',
  description: '',
  events: [],
  filter: '',
  metadata: [],
  headers: '',
  timeoutSeconds: subscriptionDefaults.timeoutMs / 1_000,
  perSecond: '',
  concurrency: subscriptionDefaults.concurrency,
  mode: 'single',
  maxEvents: 100,
  maxWaitMs: 1000,
  order: 'none',
  retrySchedule: '',
  autoRedeliver: true,
  ipAllow: [],
  ipDeny: [],
  secret: '',
}

export function formValuesOf(subscription: Subscription): SubscriptionFormValues {
  const { delivery, retry } = subscription
  return {
    tenant: subscription.tenant,
    app: subscription.app ?? '',
    url: subscription.url,
    description: subscription.description,
    events: subscription.events,
    filter: textOfFilter(subscription.filter),
    metadata: Object.entries(subscription.metadata).map(([name, value]) => ({ key: name, name, value })),
    headers: Object.entries(subscription.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    timeoutSeconds: subscription.timeout_ms / 1000,
    perSecond: subscription.rate_limit?.per_second ?? '',
    concurrency: subscription.concurrency,
    mode: delivery.mode,
    maxEvents: delivery.max_events,
    maxWaitMs: delivery.max_wait_ms,
    order: delivery.order,
    retrySchedule: retry.is_default ? '' : retry.schedule.join(' '),
    autoRedeliver: subscription.auto_redeliver,
    ipAllow: subscription.ip_allow,
    ipDeny: subscription.ip_deny,
    secret: '',
  }
}

type FieldFaults = Partial<Record<keyof SubscriptionFormValues, string>>

/** What cannot be sent as it is typed. */
function typedFaults(values: SubscriptionFormValues): FieldFaults {
  const faults = {
    filter: filterTextFault(values.filter),
    metadata: metadataFault(values.metadata),
    headers: headersFault(values.headers),
  }
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null))
}

/** An entry without a name is refused: it stands for what cannot be sent, so that the server says what else is wrong. */
const unnamed = { '': '' }

/** Settings as the procedures take them. What the server refuses comes back as field errors: nothing is checked twice. */
export function settingsOf(values: SubscriptionFormValues) {
  const typed = typedFaults(values)
  const schedule = wordsOf(values.retrySchedule)
  return {
    url: values.url.trim(),
    description: values.description,
    events: values.events,
    filter: filterOf(values.filter),
    metadata: {
      ...Object.fromEntries(named(values.metadata).map(({ name, value }) => [name.trim(), value])),
      ...(typed.metadata && unnamed),
    },
    headers: { ...headersOf(values.headers), ...(typed.headers && unnamed) },
    timeout_ms: Math.round(Number(values.timeoutSeconds) * 1000),
    rate_limit: values.perSecond === '' ? null : { per_second: Number(values.perSecond) },
    concurrency: Number(values.concurrency),
    delivery: {
      mode: values.mode,
      order: values.order,
      max_events: Number(values.maxEvents),
      max_wait_ms: Number(values.maxWaitMs),
    },
    retry: schedule.length === 0 ? null : { schedule: schedule.map(Number) },
    auto_redeliver: values.autoRedeliver,
    ip_allow: values.ipAllow,
    ip_deny: values.ipDeny,
  }
}

/** An entry that was added and not filled in is none. */
const named = (entries: MetadataEntry[]) => entries.filter(({ name, value }) => name.trim() !== '' || value !== '')

/** The server sees one entry of each name: only the form can tell that there were two. */
export function metadataFault(entries: MetadataEntry[]): string | null {
  const names = named(entries).map(({ name }) => name.trim())
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined ? null : `“${twice}” is there twice`
}

/** What the server cannot see: it gets one header of each name, without the lines. */
export function headersFault(lines: string): string | null {
  const names: string[] = []
  for (const line of linesOf(lines)) {
    if (!line.includes(':')) return `“${line}” is no header: a line is Name: value.`
    const name = line.slice(0, line.indexOf(':')).trim()
    if (names.includes(name.toLowerCase())) return `“${name}” is there twice: capitals make no difference.`
    names.push(name.toLowerCase())
  }
  return null
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

/** Seconds before each retry as they are typed; empty: left to the installation; null: they would be refused. */
export function typedSchedule(text: string): number[] | null {
  const seconds = wordsOf(text).map(Number)
  const isAllowed = seconds.every((each) => Number.isInteger(each) && each >= 0 && each <= longestRetryPause)
  return isAllowed && seconds.length <= mostRetries && retryScheduleFault(seconds) === null ? seconds : null
}

/** Of the lines that are headers. */
export function headersOf(lines: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(lines).flatMap((line) => {
      const colon = line.indexOf(':')
      return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]]
    }),
  )
}

const fieldOfPointer: [pointer: string, field: keyof SubscriptionFormValues][] = [
  ['/tenant', 'tenant'],
  ['/app', 'app'],
  ['/url', 'url'],
  ['/description', 'description'],
  ['/events', 'events'],
  ['/filter', 'filter'],
  ['/metadata', 'metadata'],
  ['/headers', 'headers'],
  ['/timeout_ms', 'timeoutSeconds'],
  ['/rate_limit', 'perSecond'],
  ['/concurrency', 'concurrency'],
  ['/delivery/max_events', 'maxEvents'],
  ['/delivery/max_wait_ms', 'maxWaitMs'],
  ['/retry', 'retrySchedule'],
  ['/ip_allow', 'ipAllow'],
  ['/ip_deny', 'ipDeny'],
  ['/secret', 'secret'],
]

/** The entry of a record or list that is at fault, to be named before the fault; empty where the fault is of the whole field. */
function entryOf(pointer: string, field: string, events: string[]): string {
  if (field === '/events') return quoted(events[Number(pointer.slice('/events/'.length) || Number.NaN)])
  const isRecord = field === '/headers' || field === '/metadata'
  return quoted(isRecord ? stepsOf(pointer.slice(field.length))[0] : '')
}

const quoted = (name: string | undefined) => (name ? `“${name}” ` : '')

function faultOf({ pointer, message }: FieldError, field: string, events: string[]): string {
  if (field === '/filter') return filterFaultWords({ pointer: pointer.slice(field.length), message })
  const entry = entryOf(pointer, field, events)
  return entry === '' ? message : entry + message.charAt(0).toLowerCase() + message.slice(1)
}

/** The server's fault with the patterns of `events`; names the one that is at fault. */
export function eventsFault(fault: FieldError, events: string[]): string {
  return faultOf(fault, '/events', events)
}

/** The server's field errors under the fields of the form; `rest` are those that belong to none. `events`: what was sent. */
export function formErrorsOf(errors: FieldError[], events: string[] = []) {
  const fields: FieldFaults = {}
  const rest: FieldError[] = []
  for (const error of errors) {
    const field = fieldOfPointer.find(
      ([pointer]) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`),
    )
    if (field) fields[field[1]] ??= faultOf(error, field[0], events)
    else rest.push(error)
  }
  return { fields, rest }
}

/** Everything that is wrong with what was sent: what could not be sent as it was typed, and what the server refused. */
export function formFaults(values: SubscriptionFormValues, errors: FieldError[]): FieldFaults {
  const typed = typedFaults(values)
  const isOfUnsent = ({ pointer }: FieldError) =>
    (typed.filter && /^\/filter(\/|$)/.test(pointer)) ||
    (typed.headers && pointer === '/headers/') ||
    (typed.metadata && pointer === '/metadata/')
  const { fields } = formErrorsOf(
    errors.filter((error) => !isOfUnsent(error)),
    values.events,
  )
  for (const [field, fault] of Object.entries(typed) as [keyof SubscriptionFormValues, string][]) {
    fields[field] = [fault, fields[field]].filter(Boolean).join(' ')
  }
  if (values.url.trim() === '') fields.url = 'Enter a URL.'
  return fields
}
