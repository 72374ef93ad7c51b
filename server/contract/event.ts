import { z } from 'zod'
import { DeliverySummary } from './delivery.ts'
import { EventTypeName, EventTypeVersion } from './event-type.ts'
import { IdParams, RawData, Ref, Time, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { Problem } from './problem.ts'
import { timesInOrder } from './times-in-order.ts'

/** Travels in headers and logs: visible ASCII, spaces only inside. */
const HeaderText = z.string().regex(/^[\x21-\x7e]([\x20-\x7e]{0,254}[\x21-\x7e])?$/, {
  error: 'must be 1 to 256 ASCII characters without control characters or outer spaces',
})

/** One event of a publish request. `data` is copied into the delivered body byte for byte. */
export const PublishedEventFields = z
  .strictObject({
    tenant: Ref.optional().meta({ description: 'Id or uid of the tenant. A key of a tenant makes it unnecessary.' }),
    type: EventTypeName,
    version: EventTypeVersion.optional().meta({ description: 'Left out: the newest version of the type.' }),
    data: z.unknown().meta({ description: 'Any JSON, up to 1 MiB; delivered byte for byte.' }),
    occurred_at: Time.optional().meta({ description: 'Left out: now.' }),
    correlation_id: HeaderText.optional(),
    idempotency_key: HeaderText.optional().meta({ description: 'The same key within 24 hours makes one event.' }),
    test: z.boolean().optional().meta({ description: 'Marks the delivered event as a test.' }),
  })
  .meta({ id: 'PublishEvent' })

const PublishBatch = z
  .strictObject({ events: z.array(PublishedEventFields).min(1).max(1000) })
  .meta({ id: 'PublishBatch' })

const Warnings = z.array(
  z.object({
    pointer: z.string().meta({ description: 'JSON Pointer into `data`; empty for the whole of it.' }),
    message: z.string(),
  }),
)

const Accepted = z
  .object({
    id: z.string().meta({ example: 'evt_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    duplicate: z.boolean().meta({ description: 'An earlier request with the same idempotency key made it.' }),
    deliveries: z.int().meta({ description: 'How many deliveries it became.' }),
    warnings: Warnings.optional().meta({
      description:
        'The event was accepted and is delivered all the same: these say where its data does not fit the schema of its ' +
        'type and version, at most 10; a duplicate repeats those of the first answer. Left out where it fits.',
    }),
  })
  .meta({ id: 'AcceptedEvent' })

const BatchResults = z
  .object({ results: z.array(z.union([Accepted, z.object({ error: Problem })])) })
  .meta({ id: 'PublishResults', description: 'In the order of the events, each accepted or with its own error.' })

const EventOutcome = z
  .object({
    succeeded: z.int(),
    waiting: z.int().meta({ description: 'To be tried, or tried again.' }),
    failed: z.int(),
    cancelled: z.int(),
  })
  .meta({ id: 'EventOutcome', description: 'How many of its deliveries stand how, now.' })
export type EventOutcome = z.infer<typeof EventOutcome>

export const Event = z
  .object({
    id: z.string(),
    tenant: z.string().meta({ description: 'Id of the tenant.' }),
    type: z.string(),
    version: z.string(),
    occurred_at: Timestamp,
    accepted_at: Timestamp,
    correlation_id: z.string(),
    idempotency_key: z.string().nullable(),
    test: z.boolean().meta({ description: 'Its body says `"test": true`.' }),
    deliveries: z.int().meta({ description: 'How many deliveries it became when it was accepted.' }),
    outcome: EventOutcome.nullable().meta({
      description:
        'Of the deliveries that the caller may see. Null: without the scope deliveries:read, and where too many were accepted at ' +
        'the same time to count them.',
    }),
  })
  .meta({ id: 'Event', description: 'One occurrence, as it was accepted.' })
export type Event = z.infer<typeof Event>

const SkipReason = z.enum(['no_match', 'filter', 'disabled']).meta({
  description: 'no_match: its events do not include the type. filter: what the event says does not fit its filter.',
})

export const EventDetail = Event.extend({
  body: z
    .string()
    .meta({ description: 'The body as sent, character for character: parse it with care for big numbers.' }),
  skipped: z
    .array(z.object({ subscription: z.string(), reason: SkipReason }))
    .meta({ description: 'Subscriptions that did not get it and why, as of its acceptance; the first 20.' }),
  warnings: Warnings.meta({
    description:
      'Where the data does not fit the schema of its type and version; delivered all the same. The first 10.',
  }),
}).meta({ id: 'EventDetail' })
export type EventDetail = z.infer<typeof EventDetail>

const tag = 'Events'
const path = '/api/v1/webhooks/events'

export const eventOperations = {
  publishEvents: operation({
    method: 'POST',
    path,
    scope: 'events:write',
    tag,
    summary: 'Publish one event or up to 1,000',
    description:
      'Answered after the events are stored for good. `data` is delivered exactly as it was written. The single form ' +
      'takes the header `Idempotency-Key` as its `idempotency_key`.',
    body: z.union([PublishedEventFields, PublishBatch]),
    success: { status: 202, schema: z.union([Accepted, BatchResults]) },
    errors: ['malformed_json', 'payload_too_large', 'not_found', 'idempotency_mismatch', 'unavailable'],
    handBound: true,
  }),
  publishTestEvent: operation({
    method: 'POST',
    path: `${path}/test`,
    scope: 'events:write',
    tag,
    summary: 'Publish a test event',
    description:
      'Goes to every subscription that matches, as a real one does, and carries `"test": true`. Without data it sends the example ' +
      'of the type. For one subscription only: POST /subscriptions/{id}/test.',
    body: z.strictObject({
      tenant: Ref.optional(),
      type: EventTypeName,
      version: EventTypeVersion.optional().meta({ description: 'Left out: the newest version of the type.' }),
      raw_data: RawData.optional(),
    }),
    success: {
      status: 202,
      schema: z.object({
        id: z.string().meta({ example: 'evt_01jd3z8k7me8n9v5t2qa4w6x1b' }),
        event: z.string().meta({ description: 'The same as `id`.' }),
        type: z.string(),
        version: z.string(),
        deliveries: z.int(),
      }),
    },
    errors: ['malformed_json', 'payload_too_large', 'unavailable'],
  }),
  listEvents: operation({
    method: 'GET',
    path,
    scope: 'events:read',
    tag,
    summary: 'List events',
    description: 'Newest first. A page may hold fewer than `limit` although there is more: follow `next_cursor`.',
    query: z
      .strictObject({
        ...pageQuery,
        tenant: Ref.optional(),
        type: text(128).optional(),
        correlation_id: text(256).optional(),
        idempotency_key: text(256).optional(),
        after: Time.optional().meta({ description: 'Accepted at or after this time.' }),
        before: Time.optional().meta({ description: 'Accepted before this time.' }),
      })
      .superRefine(timesInOrder('after', 'before')),
    success: { status: 200, schema: pageOf(Event) },
  }),
  getEvent: operation({
    method: 'GET',
    path: `${path}/{id}`,
    scope: 'events:read',
    tag,
    summary: 'Get an event with its body and who did not get it',
    params: IdParams,
    success: { status: 200, schema: EventDetail },
  }),
  listEventDeliveries: operation({
    method: 'GET',
    path: `${path}/{id}/deliveries`,
    scope: 'deliveries:read',
    tag,
    summary: 'List the deliveries of an event',
    params: IdParams,
    query: z.strictObject(pageQuery),
    success: { status: 200, schema: pageOf(DeliverySummary) },
  }),
}
