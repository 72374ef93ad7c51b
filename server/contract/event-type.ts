import { z } from 'zod'
import { longestTypeName, typeNamePattern, typeVersionPattern } from './event-pattern.ts'
import { Description, JsonValue, Ref, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'

/** Dotted lowercase words: `memory.created`. */
export const EventTypeName = z
  .string()
  .max(longestTypeName)
  .regex(typeNamePattern, { error: 'must be lowercase words joined by dots, for example memory.created' })
  .meta({ description: 'Lowercase words joined by dots.', example: 'memory.created' })

export const EventTypeVersion = z
  .string()
  .regex(typeVersionPattern, { error: 'must be 1 to 32 letters, digits or . _ -, for example 2' })
  .meta({ description: 'Versions of a name live side by side.', example: '1' })

/** off: not checked. warn: accepted, what was found stands on the event. enforce: refused with 422. */
export const Validation = z.enum(['off', 'warn', 'enforce'])
export type Validation = z.infer<typeof Validation>

const Schema = z
  .record(z.string(), JsonValue)
  .meta({ description: 'JSON Schema 2020-12 of `data`. References stay inside the schema (`#/$defs/...`).' })

const Example = JsonValue.meta({ description: 'A believable `data`. Test events send it; it must fit the schema.' })

export const EventType = z
  .object({
    id: z.string().meta({ example: 'ety_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    name: z.string().meta({ example: 'memory.created' }),
    version: z.string().meta({ example: '1' }),
    description: z.string(),
    group: z.string().meta({ description: 'Where the catalogue shows it.' }),
    schema: Schema.nullable(),
    example: Example.nullable(),
    validation: Validation,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'EventType', description: 'An entry of the catalogue: one version of one kind of event.' })
export type EventType = z.infer<typeof EventType>

const EventTypeFields = z.strictObject({
  name: EventTypeName,
  version: EventTypeVersion.default('1'),
  description: Description.default(''),
  group: text(100).default(''),
  schema: Schema.nullable().default(null),
  example: Example.nullable().default(null),
  validation: Validation.default('off'),
})

const EventTypeChange = z.strictObject({
  description: Description.optional(),
  group: text(100).optional(),
  schema: Schema.nullable().optional(),
  example: Example.nullable().optional(),
  validation: Validation.optional(),
})

const EventTypeParams = z.strictObject({
  id: Ref.meta({ description: 'The id, or `name@version`.', example: 'memory.created@1' }),
})

const tag = 'Event types'

export const eventTypeOperations = {
  createEventType: operation({
    method: 'POST',
    path: '/api/v1/webhooks/event-types',
    scope: 'event-types:write',
    tag,
    summary: 'Add an event type or another version of one',
    description: 'The catalogue is shared by all tenants: only a key of all tenants may change it.',
    body: EventTypeFields,
    success: { status: 201, schema: EventType },
    errors: ['conflict'],
  }),
  listEventTypes: operation({
    method: 'GET',
    path: '/api/v1/webhooks/event-types',
    scope: null,
    tag,
    summary: 'List event types',
    query: z.strictObject({
      ...pageQuery,
      name: text(128).optional().meta({ description: 'Only the versions of this name.' }),
      group: text(100).optional(),
    }),
    success: { status: 200, schema: pageOf(EventType) },
  }),
  getEventType: operation({
    method: 'GET',
    path: '/api/v1/webhooks/event-types/{id}',
    scope: null,
    tag,
    summary: 'Get an event type',
    params: EventTypeParams,
    success: { status: 200, schema: EventType },
  }),
  updateEventType: operation({
    method: 'PATCH',
    path: '/api/v1/webhooks/event-types/{id}',
    scope: 'event-types:write',
    tag,
    summary: 'Change an event type',
    description: 'Name and version stay: add a version instead.',
    params: EventTypeParams,
    body: EventTypeChange,
    success: { status: 200, schema: EventType },
  }),
  deleteEventType: operation({
    method: 'DELETE',
    path: '/api/v1/webhooks/event-types/{id}',
    scope: 'event-types:write',
    tag,
    summary: 'Delete an event type',
    description: 'Events of it are refused from then on; those accepted before are still delivered.',
    params: EventTypeParams,
    success: { status: 204, schema: z.void() },
  }),
}
