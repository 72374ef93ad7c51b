import { z } from 'zod'
import { DeliveryHeaders } from './delivery-headers.ts'
import { isEventPattern, patternFault } from './event-pattern.ts'
import {
  Addresses,
  Description,
  HttpUrl,
  IdParams,
  JsonValue,
  Metadata,
  RawData,
  Ref,
  Timestamp,
  text,
} from './fields.ts'
import { stepsOf } from './json-pointer.ts'
import { LastFailure } from './last-failure.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { longestRetryPause, mostRetries } from './retry-limits.ts'
import type { SubscriptionFilter } from './subscription-filter.ts'
import { filterFaults } from './subscription-filter-faults.ts'

/** `*`, `memory.*`, `memory.created` or `memory.created@2`; how they match: server/contract/event-pattern.ts. */
export const EventPattern = z
  .string()
  .max(170)
  .refine(isEventPattern, { error: patternFault })
  .meta({ description: '`*`, `memory.*`, `memory.created` or `memory.created@2`.', example: 'memory.*' })

const Events = z
  .array(EventPattern)
  .min(1, { error: 'must name at least one event, or * for all' })
  .max(100)
  .transform((patterns) => [...new Set(patterns)])
  .meta({
    description:
      'Which events it gets: `*` for all, `memory.*` for a family, `memory.created` for a type, `memory.created@2` for one ' +
      'version of it. Any of them is enough.',
    example: ['memory.*', 'tag.added'],
  })

/** Its grammar: server/contract/subscription-filter.ts. No record, which would drop `__proto__` and let everything pass. */
const Filter = z
  .unknown()
  .superRefine((filter, context) => {
    for (const { pointer, message } of filterFaults(filter)) {
      context.addIssue({ code: 'custom', message, path: stepsOf(pointer) })
    }
  })
  .transform((filter) => filter as SubscriptionFilter)
  .meta({
    type: 'object',
    description:
      'Of the events that match `events` only those that say this: paths into `data` (or `type`, `version`) with a value, or with ' +
      'operators (`$eq`, `$ne`, `$gt`, `$gte`, `$lt`, `$lte`, `$in`, `$nin`, `$startsWith`, `$exists`), combined by `$and`, `$or` ' +
      'and `$not`. Judged when an event is accepted.',
    example: { 'data.plan': 'pro', 'data.amount': { $gte: 10 } },
  })

const thirtyDays = 30 * 86_400

const RetryPause = z
  .int({ error: 'must be whole seconds, such as 5, 30 and 120' })
  .min(0, { error: 'must not be negative' })
  .max(longestRetryPause, { error: `must be at most ${longestRetryPause} seconds, which is 30 days` })

const RetryChange = z.strictObject({
  schedule: z
    .array(RetryPause)
    .max(mostRetries)
    .optional()
    .meta({
      description: `Seconds before each retry, at most ${mostRetries}, together less than 3 days; empty: one attempt only.`,
      example: [5, 30, 120, 600, 3600],
    }),
  jitter: z.number().min(0).max(0.5).optional().meta({ description: '0.2 spreads every pause evenly over ±20 %.' }),
})

const RateLimit = z.strictObject({
  per_second: z.int().min(1).max(10_000).meta({ description: 'Requests; a batch is one.' }),
})

const DeliveryMode = z.enum(['single', 'batch'])
const DeliveryOrder = z.enum(['none', 'fifo'])

const DeliveryChange = z.strictObject({
  mode: DeliveryMode.optional().meta({ description: 'One event in each request, or several.' }),
  max_events: z.int().min(1).max(1000).optional().meta({ description: 'Of one batch.' }),
  max_wait_ms: z.int().min(0).max(60_000).optional().meta({ description: 'How long a batch may wait to fill up.' }),
  order: DeliveryOrder.optional().meta({ description: 'fifo: strictly one after the other, a failing one blocks.' }),
})

/** As long as the deadline of an attempt may be; the default is 15 s. */
const TimeoutMs = z.int().min(100).max(120_000)
const Concurrency = z.int().min(1).max(32)

export const SubscriptionStatus = z.enum(['active', 'paused', 'disabled'])
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>
export const Circuit = z.enum(['closed', 'open', 'half_open'])

export const Subscription = z
  .object({
    id: z.string().meta({ example: 'sub_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    tenant: z.string().meta({ description: 'Id of the tenant.' }),
    app: z.string().nullable().meta({ description: 'Id of the app it belongs to.' }),
    url: z.string().meta({ description: 'Where its deliveries are sent.' }),
    events: z.array(z.string()).meta({ description: 'Which events it gets, as patterns.' }),
    filter: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'What the events have to say beyond their type; null: anything.' }),
    description: z.string(),
    headers: z.record(z.string(), z.string()).meta({
      description:
        'Credentials among them read `(hidden)` without the scope secrets:read; sent back so, they stay as they are.',
    }),
    timeout_ms: z.int(),
    retry: z.object({
      schedule: z.array(z.number()).meta({ description: 'Seconds before each retry.' }),
      jitter: z.number(),
      is_default: z.boolean().meta({ description: 'True when the schedule is the one of the installation.' }),
    }),
    rate_limit: z.object({ per_second: z.int() }).nullable(),
    concurrency: z.int(),
    delivery: z.object({ mode: DeliveryMode, max_events: z.int(), max_wait_ms: z.int(), order: DeliveryOrder }),
    ip_allow: z.array(z.string()),
    ip_deny: z.array(z.string()),
    metadata: z.record(z.string(), z.string()),
    auto_redeliver: z.boolean().meta({
      description: 'What died while the receiver was away is sent again when it is back.',
    }),
    status: SubscriptionStatus,
    status_reason: z.string().nullable().meta({ description: 'Why it is not active.' }),
    status_changed_at: Timestamp,
    circuit: Circuit,
    circuit_opened_at: Timestamp.nullable(),
    next_probe_at: Timestamp.nullable().meta({ description: 'When an open circuit tries the receiver again.' }),
    held_until: Timestamp.nullable().meta({ description: 'Until when the receiver asked us to wait (Retry-After).' }),
    failing_since: Timestamp.nullable(),
    last_failure: LastFailure.nullable().meta({ description: 'null: it does not fail.' }),
    last_success_at: Timestamp.nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Subscription', description: 'Where events go, and how.' })
export type Subscription = z.infer<typeof Subscription>

const Secret = z.string().max(200).meta({
  description: '`whsec_` and the base64 of 24 to 64 bytes.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
})

const warnings = z
  .array(z.object({ pointer: z.string().meta({ example: '/events/0' }), message: z.string() }))
  .optional()
  .meta({
    description: 'What of `events` no type of the catalogue matches: it may come, or is a slip. Left out where all do.',
  })

const ChangedSubscription = Subscription.extend({ warnings }).meta({ id: 'ChangedSubscription' })

export const NewSubscription = Subscription.extend({
  warnings,
  secret: z.string().meta({ description: 'Signs every request. Shown this once; /secret/reveal shows it again.' }),
}).meta({ id: 'NewSubscription' })
export type NewSubscription = z.infer<typeof NewSubscription>

const settings = {
  events: Events,
  filter: Filter.nullable().optional().meta({ description: 'null: every event that matches `events`.' }),
  description: Description.optional(),
  headers: DeliveryHeaders.optional(),
  timeout_ms: TimeoutMs.optional().meta({ description: 'Wall-clock deadline of an attempt; default 15,000.' }),
  retry: RetryChange.nullable().optional().meta({ description: 'null: the schedule of the installation.' }),
  rate_limit: RateLimit.nullable().optional().meta({ description: 'null: no limit.' }),
  concurrency: Concurrency.optional().meta({ description: 'Requests at once, at most; default 32.' }),
  delivery: DeliveryChange.optional().meta({ description: 'One event a request or several, and in which order.' }),
  ip_allow: Addresses.optional().meta({ description: 'Not empty: deliveries reach these addresses and no others.' }),
  ip_deny: Addresses.optional().meta({ description: 'Deliveries never reach these addresses.' }),
  metadata: Metadata.optional(),
  auto_redeliver: z
    .boolean()
    .optional()
    .meta({ description: 'Send again what died while the receiver was away, once it is back; default true.' }),
}

const TenantRef = Ref.meta({
  description: 'Id or uid of the tenant. A key of a tenant, and `app`, make it unnecessary.',
})
const AppRef = Ref.meta({ description: 'Id or uid of the app it belongs to.' })

const Url = HttpUrl.meta({
  description:
    'Where its deliveries are sent, as POST requests: an absolute https URL, or http where the operator allows it.',
  example: 'https://example.com/hooks',
})

const SubscriptionFields = z.strictObject({
  tenant: TenantRef.optional(),
  app: AppRef.optional(),
  url: Url,
  secret: Secret.optional(),
  ...settings,
})

const SubscriptionChange = z.strictObject({
  url: Url.optional(),
  ...settings,
  events: Events.optional(),
})

const RevealedSecret = z
  .object({
    secret: z.string(),
    created_at: Timestamp,
    previous: z
      .object({ secret: z.string(), expires_at: Timestamp })
      .nullable()
      .meta({ description: 'The one before, while it still signs too.' }),
  })
  .meta({ id: 'RevealedSecret' })
export type RevealedSecret = z.infer<typeof RevealedSecret>

const RotatedSecret = z
  .object({
    secret: z.string().meta({ description: 'The new secret. It signs from now on.' }),
    previous_expires_at: Timestamp.nullable().meta({ description: 'Until when the old one signs too.' }),
  })
  .meta({ id: 'RotatedSecret' })
export type RotatedSecret = z.infer<typeof RotatedSecret>

const MatchPreview = z
  .object({
    looked: z.int().meta({ description: 'How many events were looked at.' }),
    since: Timestamp.nullable().meta({ description: 'When the oldest of them was accepted.' }),
    matched: z.int(),
    types: z
      .array(z.object({ type: z.string(), version: z.string(), count: z.int(), last_at: Timestamp }))
      .meta({ description: 'Those that match, the most frequent first.' }),
    sample: z
      .array(z.object({ event: z.string(), type: z.string(), version: z.string(), accepted_at: Timestamp }))
      .meta({ description: 'The newest five that match; none for whoever is bound to an app.' }),
  })
  .meta({ id: 'MatchPreview' })
export type MatchPreview = z.infer<typeof MatchPreview>

const tag = 'Subscriptions'
const path = '/api/v1/webhooks/subscriptions'

export const subscriptionOperations = {
  createSubscription: operation({
    method: 'POST',
    path,
    scope: 'subscriptions:write',
    tag,
    summary: 'Subscribe a URL to events',
    description: 'It gets every matching event that is published after the answer.',
    body: SubscriptionFields,
    success: { status: 201, schema: NewSubscription },
    errors: ['conflict'],
    secretFields: ['secret'],
  }),
  listSubscriptions: operation({
    method: 'GET',
    path,
    scope: 'subscriptions:read',
    tag,
    summary: 'List subscriptions',
    description: 'A page may hold less than `limit`, or nothing, although `next_cursor` leads to more.',
    query: z.strictObject({
      ...pageQuery,
      tenant: TenantRef.optional(),
      app: AppRef.optional(),
      status: SubscriptionStatus.optional(),
      circuit: Circuit.optional(),
      failing: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'Those whose newest attempt failed (`failing_since` is set), or the others.' }),
      search: text(200)
        .optional()
        .meta({ description: 'A part of the URL or the description, whatever its capitals.' }),
      metadata: text(1_000)
        .regex(/:/, 'must be an entry of the metadata as name:value')
        .optional()
        .meta({ description: 'Those whose `metadata` has this entry, as `name:value`.', example: 'team:search' }),
    }),
    success: { status: 200, schema: pageOf(Subscription) },
  }),
  getSubscription: operation({
    method: 'GET',
    path: `${path}/{id}`,
    scope: 'subscriptions:read',
    tag,
    summary: 'Get a subscription',
    params: IdParams,
    success: { status: 200, schema: Subscription },
  }),
  updateSubscription: operation({
    method: 'PATCH',
    path: `${path}/{id}`,
    scope: 'subscriptions:write',
    tag,
    summary: 'Change a subscription',
    description: 'Holds for what is sent from then on, waiting deliveries included. Tenant and app never change.',
    params: IdParams,
    body: SubscriptionChange,
    success: { status: 200, schema: ChangedSubscription },
  }),
  deleteSubscription: operation({
    method: 'DELETE',
    path: `${path}/{id}`,
    scope: 'subscriptions:write',
    tag,
    summary: 'Delete a subscription',
    description: 'Nothing more is sent; what was waiting is cancelled.',
    params: IdParams,
    success: { status: 204, schema: z.void() },
  }),
  pauseSubscription: operation({
    method: 'POST',
    path: `${path}/{id}/pause`,
    scope: 'subscriptions:write',
    tag,
    summary: 'Pause a subscription',
    description: 'Events are still matched; their deliveries wait until it is resumed.',
    params: IdParams,
    success: { status: 200, schema: Subscription },
    errors: ['conflict'],
  }),
  resumeSubscription: operation({
    method: 'POST',
    path: `${path}/{id}/resume`,
    scope: 'subscriptions:write',
    tag,
    summary: 'Resume a subscription',
    description:
      'From paused or disabled. What waits is sent, oldest first; an open circuit is probed at once, and closes when that succeeds.',
    params: IdParams,
    success: { status: 200, schema: Subscription },
  }),
  testSubscription: operation({
    method: 'POST',
    path: `${path}/{id}/test`,
    scope: 'events:write',
    tag,
    summary: 'Send a test event',
    description: 'The example of an event type, marked `"test": true`. Passes pause, order and circuit.',
    params: IdParams,
    body: z.strictObject({
      type: z.string().max(170).optional().meta({
        description: 'A type, or `type@version`; left out: one that the subscription listens to.',
      }),
      data: JsonValue.optional().meta({ description: 'Instead of the example of the type.' }),
      raw_data: RawData.optional(),
    }),
    success: {
      status: 202,
      schema: z.object({ event: z.string(), delivery: z.string(), type: z.string() }),
    },
  }),
  checkSubscriptionUrl: operation({
    method: 'POST',
    path: `${path}/check-url`,
    scope: 'subscriptions:write',
    tag,
    summary: 'Say whether deliveries may go to a URL',
    description: 'By its form alone, fast enough to ask while it is typed: nothing is looked up or sent.',
    body: z.strictObject({
      tenant: TenantRef.optional(),
      app: AppRef.optional(),
      url: text(4096),
      ip_allow: Addresses.optional(),
      ip_deny: Addresses.optional(),
    }),
    success: {
      status: 200,
      schema: z.object({
        ok: z.boolean(),
        message: z.string().nullable().meta({ description: 'Why not, or what to mind.' }),
      }),
    },
  }),
  previewMatches: operation({
    method: 'POST',
    path: `${path}/preview-matches`,
    scope: 'events:read',
    tag,
    summary: 'Count the recent events that patterns and a filter would have matched',
    description: 'Of the newest 1,000 events of the tenant.',
    body: z.strictObject({
      tenant: TenantRef.optional(),
      app: AppRef.optional(),
      events: Events,
      filter: Filter.nullable().optional(),
    }),
    success: { status: 200, schema: MatchPreview },
  }),
  getSecretStatus: operation({
    method: 'GET',
    path: `${path}/{id}/secret`,
    scope: 'subscriptions:read',
    tag,
    summary: 'Say since when the signing secret signs, and until when the one before does',
    params: IdParams,
    success: {
      status: 200,
      schema: z.object({
        created_at: Timestamp,
        previous_expires_at: Timestamp.nullable().meta({ description: 'null: there is one secret only.' }),
      }),
    },
  }),
  revealSecret: operation({
    method: 'POST',
    path: `${path}/{id}/secret/reveal`,
    scope: 'secrets:read',
    tag,
    summary: 'Show the signing secret',
    description: 'Written to the audit log.',
    params: IdParams,
    success: { status: 200, schema: RevealedSecret },
    secretFields: ['secret', 'previous'],
  }),
  rotateSecret: operation({
    method: 'POST',
    path: `${path}/{id}/secret/rotate`,
    scope: 'subscriptions:write',
    tag,
    summary: 'Replace the signing secret',
    description:
      'Requests are signed with both secrets during the overlap. At most two are live: rotating again during an overlap ' +
      'is refused, unless `overlap_seconds` is 0, which ends every older secret at once.',
    params: IdParams,
    body: z.strictObject({
      overlap_seconds: z.int().min(0).max(thirtyDays).default(86_400),
      secret: Secret.optional(),
    }),
    success: { status: 200, schema: RotatedSecret },
    errors: ['conflict'],
    secretFields: ['secret'],
  }),
}
