import type { FieldError } from '../../server/contract/errors.ts'
import type { EventType, Validation } from '../../server/contract/event-type.ts'

export interface EventTypeDraft {
  name: string
  version: string
  description: string
  group: string
  validation: Validation
  /** JSON as it is written; blank: none. */
  schema: string
  example: string
}

const starter: EventTypeDraft = {
  name: '',
  version: '1',
  description: '',
  group: '',
  validation: 'warn',
  schema: asText({ type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }),
  example: asText({ id: '42' }),
}

/** What a form begins with: the type it changes or is a version of, or something small to write over. */
export function draftOf(type: EventType | null, version?: string): EventTypeDraft {
  if (!type) return starter
  const { name, description, group, validation, schema, example } = type
  const texts = { schema: schema === null ? '' : asText(schema), example: example === null ? '' : asText(example) }
  return { name, version: version ?? type.version, description, group, validation, ...texts }
}

/** One more than the largest whole number among them; blank where versions are not counted. */
export function nextVersion(versions: readonly string[]): string {
  const counted = versions.filter((version) => /^\d{1,9}$/.test(version)).map(Number)
  return counted.length === 0 ? '' : String(Math.max(...counted) + 1)
}

/** The faults of a refusal that lie in one part of what was sent, with pointers into that part. */
export function faultsIn(part: 'schema' | 'example', errors: readonly FieldError[]): FieldError[] {
  const start = `/${part}`
  return errors
    .filter(({ pointer }) => pointer === start || pointer.startsWith(`${start}/`))
    .map(({ pointer, message }) => ({ pointer: pointer.slice(start.length), message }))
}

/** Throws a SyntaxError where it is not JSON. */
export function parsed(text: string): unknown {
  return text.trim() === '' ? null : JSON.parse(text)
}

function asText(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
