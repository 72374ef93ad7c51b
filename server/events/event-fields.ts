import type { FieldError } from '../contract/errors.ts'
import { EventTypeName, EventTypeVersion } from '../contract/event-type.ts'
import { Time } from '../contract/fields.ts'
import { isStorable, unstorable } from '../contract/storable-text.ts'

/** The fields of a published event beside `data`, checked. */
export interface EventFields {
  /** Id or uid of the tenant. */
  tenant: string
  type: string
  version?: string
  /** ISO 8601 with an offset, as given. */
  occurred_at?: string
  correlation_id?: string
  idempotency_key?: string
  test?: boolean
}

export type EventFieldName = keyof EventFields

/** What a value must be, or null when it is. The value is any that JSON has, containers as `undefined`. */
type Check = (value: unknown) => string | null

const text = 'must be a string'

/** Both travel in HTTP headers and in logs, so they are visible ASCII; spaces only inside. */
const headerText = /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/
const headerTextWords = 'must be 1 to 256 ASCII characters without control characters or outer spaces'

const checks: Record<EventFieldName, Check> = {
  tenant: (value) => {
    if (typeof value !== 'string') return text
    if (value === '') return 'must not be empty'
    if (!isStorable(value)) return unstorable
    return value.length > 200 ? 'must have at most 200 characters' : null
  },
  type: (value) => {
    if (typeof value !== 'string') return text
    return EventTypeName.safeParse(value).success
      ? null
      : 'must be lowercase words joined by dots, for example memory.created'
  },
  version: (value) => {
    if (typeof value !== 'string') return text
    return EventTypeVersion.safeParse(value).success ? null : 'must be 1 to 32 letters, digits or . _ -, for example 2'
  },
  occurred_at: (value) => {
    if (typeof value !== 'string') return text
    // The database knows no year 0000, and nobody's clock has more digits than this.
    const plausible = value.length <= 40 && !value.startsWith('0000')
    return plausible && Time.safeParse(value).success
      ? null
      : 'must be an ISO 8601 time with an offset, for example 2026-01-31T12:00:00Z'
  },
  correlation_id: headerValue,
  idempotency_key: headerValue,
  test: (value) => (typeof value === 'boolean' ? null : 'must be true or false'),
}

const required: readonly EventFieldName[] = ['tenant', 'type']

export function isEventField(name: string): name is EventFieldName {
  return Object.hasOwn(checks, name)
}

/** Every fault of the fields at once, with pointers relative to the event. */
export function eventFieldFaults(fields: Record<string, unknown>): FieldError[] {
  const faults: FieldError[] = []
  for (const name of required) {
    if (!Object.hasOwn(fields, name)) faults.push({ pointer: `/${name}`, message: 'is required' })
  }
  for (const name in fields) {
    const message = checks[name as EventFieldName](fields[name])
    if (message !== null) faults.push({ pointer: `/${name}`, message })
  }
  return faults
}

function headerValue(value: unknown): string | null {
  if (typeof value !== 'string') return text
  return isHeaderText(value) ? null : headerTextWords
}

/** Whether a text can be a correlation id or an idempotency key. */
export function isHeaderText(value: string): boolean {
  return headerText.test(value)
}
