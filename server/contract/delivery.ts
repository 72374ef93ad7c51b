import { z } from 'zod'
import { attemptErrors, codeClasses, deliveryStatuses, deliveryStatusFilters, holdReasons } from './delivery-words.ts'
import { HttpStatus, IdParams, Ref, Time, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { timesInOrder } from './times-in-order.ts'

/** pending: not tried yet. retrying: will be tried again. failed: attempts used up, in the dead letters. */
export const DeliveryStatus = z.enum(deliveryStatuses)
export type DeliveryStatus = z.infer<typeof DeliveryStatus>

export const DeliveryStatusFilter = z.enum(deliveryStatusFilters).meta({
  description:
    '`waiting`: to be sent, or to be sent again. `undelivered`: pending, retrying or failed. `held`: to be sent, but `held_by` says what keeps it.',
})
export type DeliveryStatusFilter = z.infer<typeof DeliveryStatusFilter>

/** Why an attempt failed. */
export const AttemptError = z.enum(attemptErrors)
export type AttemptError = z.infer<typeof AttemptError>

/** Codes of a kind. */
export const CodeClass = z
  .enum(codeClasses)
  .meta({ description: 'HTTP status of the last attempt by its first digit; `none`: it got no HTTP answer.' })
export type CodeClass = z.infer<typeof CodeClass>

export const HoldReason = z.enum(holdReasons).meta({
  description:
    'The subscription is disabled or paused, its circuit is open, or its receiver asked to wait with `Retry-After`.',
})
export type HoldReason = z.infer<typeof HoldReason>

export const DeliverySummary = z
  .object({
    id: z.string().meta({ example: 'dlv_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    event: z.string(),
    tenant: z.string(),
    app: z.string().nullable(),
    subscription: z.string(),
    url: z.string().meta({ description: 'Where the subscription points now.' }),
    subscription_deleted: z.boolean().meta({ description: 'It can be read and not sent again.' }),
    type: z.string(),
    status: DeliveryStatus,
    attempt_count: z.int().meta({ description: 'Attempts made, over all runs.' }),
    max_attempts: z.int().meta({ description: 'Attempts that a run makes at most, as the subscription stands now.' }),
    runs: z.int().meta({ description: 'One, and one more for each redelivery.' }),
    code: z.int().nullable().meta({ description: 'HTTP status of the last attempt.' }),
    error: AttemptError.nullable().meta({ description: 'Why the last attempt failed.' }),
    duration_ms: z.int().nullable().meta({ description: 'Of the last attempt.' }),
    sequence: z.int().nullable().meta({ description: 'Its number in the order of a fifo subscription.' }),
    test: z.boolean().meta({
      description: 'Sent to this subscription alone, as a test: tried once, past pause, order and circuit.',
    }),
    test_event: z.boolean().meta({ description: 'The body of its event says `"test": true`.' }),
    replay: z.string().nullable().meta({ description: 'The last that sent it again; null: none did.' }),
    cancel_reason: z.string().nullable(),
    created_at: Timestamp,
    last_attempt_at: Timestamp.nullable(),
    next_attempt_at: Timestamp.nullable(),
    sending_since: Timestamp.nullable().meta({
      description: 'When the request began that the receiver has not answered yet; null: none is under way.',
    }),
    held_by: HoldReason.nullable().meta({
      description: 'What keeps it from being sent at the moment; null: nothing, or it is under way or done.',
    }),
    completed_at: Timestamp.nullable(),
  })
  .meta({ id: 'DeliverySummary', description: 'One event on its way to one subscription.' })
export type DeliverySummary = z.infer<typeof DeliverySummary>

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const Body = z.object({
  text: z.string().meta({ description: 'UTF-8 text, or base64 where it is none.' }),
  encoding: z.enum(['utf-8', 'base64']),
  truncated: z.boolean().meta({ description: 'There was more than is kept.' }),
})

const Milliseconds = z.number().nullable()

export const Attempt = z
  .object({
    id: z.string(),
    run: z.int().meta({ description: '1 for the first delivery, one more for each redelivery.' }),
    attempt: z.int().meta({ description: 'Number within its run, from 1.' }),
    batch: z.string().nullable().meta({ description: 'The batch it travelled in.' }),
    probe: z.boolean().meta({ description: 'A trial of an open circuit: it does not count as an attempt.' }),
    started_at: Timestamp,
    url: z.string(),
    code: z.int().nullable(),
    error: AttemptError.nullable(),
    error_detail: z.string().nullable(),
    request: z.object({
      headers: Headers.nullable(),
      body: Body.nullable().meta({ description: 'null: it travelled in a batch.' }),
    }),
    response: z.object({ headers: Headers.nullable(), body: Body.nullable() }),
    dns_ms: Milliseconds,
    connect_ms: Milliseconds,
    tls_ms: Milliseconds,
    ttfb_ms: Milliseconds.meta({ description: 'From the open connection to the last header of the answer.' }),
    duration_ms: z.number(),
    remote_address: z.string().nullable(),
    next_attempt_at: Timestamp.nullable(),
  })
  .meta({ id: 'Attempt', description: 'One HTTP request.' })
export type Attempt = z.infer<typeof Attempt>

export const Delivery = DeliverySummary.extend({
  correlation_id: z.string(),
  attempts: z.array(Attempt).meta({ description: 'Oldest first; the newest 200.' }),
  attempts_left_out: z.int().meta({ description: 'How many older ones `attempts` leaves out.' }),
}).meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof Delivery>

/** What an event must say for its deliveries to be found. */
const PayloadMatch = text(512)
  .regex(/^[^:.]+(\.[^:.]+)*:/, { error: 'must be path:value, for example data.user.id:42' })
  .meta({
    description:
      '`path:value`: keys from the top of the delivered body joined by dots, elements of arrays by their number from 0, then the ' +
      'value as text. Looks at the newest 5,000 deliveries that the other filters leave, for two seconds at most, and says in ' +
      '`searched` how far it came.',
    example: 'data.user.id:42',
  })

/** How far a search in payloads came. */
export const PayloadSearch = z
  .object({
    deliveries: z.int().meta({ description: 'How many were looked at.' }),
    until: Timestamp.nullable().meta({ description: 'When the last of them was accepted; null: there was none.' }),
    is_complete: z.boolean().meta({ description: 'There is nothing beyond.' }),
  })
  .meta({ id: 'PayloadSearch', description: 'Payloads are searched within bounds: this says which.' })
export type PayloadSearch = z.infer<typeof PayloadSearch>

const tag = 'Deliveries'
const path = '/api/v1/webhooks/deliveries'

/** What deliveries are told apart by alike in the list and in what is done to many. */
export const deliveryFilters = {
  status: DeliveryStatusFilter.optional(),
  subscription: Ref.optional(),
  event: Ref.optional(),
  batch: Ref.optional().meta({ description: 'Id of a batch, the `webhook-id` of its request: what travelled in it.' }),
  correlation_id: text(256).optional().meta({
    description: 'Of the event, given by its publisher. Of more than 1,000 events that share one, the newest.',
  }),
  replay: Ref.optional().meta({ description: 'Id of a replay: what it was the last to send again.' }),
  type: text(128).optional(),
  tenant: Ref.optional(),
  app: Ref.optional(),
  attempt_after: Time.optional().meta({
    description: 'Only with `attempt_error`: an attempt failed so at or after this time.',
  }),
  attempt_before: Time.optional().meta({
    description: 'Only with `attempt_error`: an attempt failed so before this time.',
  }),
  code_class: CodeClass.optional(),
  payload: PayloadMatch.optional(),
}

export const deliveryOperations = {
  listDeliveries: operation({
    method: 'GET',
    path,
    scope: 'deliveries:read',
    tag,
    summary: 'List deliveries',
    description: 'Newest first. A page may hold fewer than `limit` although there is more: follow `next_cursor`.',
    query: z
      .strictObject({
        ...pageQuery,
        ...deliveryFilters,
        error: AttemptError.optional().meta({ description: 'Of the last attempt.' }),
        attempt_error: AttemptError.optional().meta({ description: 'Of any attempt, whatever came after it.' }),
        code: HttpStatus.optional().meta({ description: 'HTTP status of the last attempt.' }),
        after: Time.optional().meta({ description: 'Created at or after this time.' }),
        before: Time.optional().meta({ description: 'Created before this time.' }),
      })
      .superRefine(timesInOrder('after', 'before'))
      .superRefine(timesInOrder('attempt_after', 'attempt_before')),
    success: {
      status: 200,
      schema: pageOf(DeliverySummary).extend({
        searched: PayloadSearch.nullable().meta({ description: 'null: it was not asked for a payload.' }),
      }),
    },
  }),
  getDelivery: operation({
    method: 'GET',
    path: `${path}/{id}`,
    scope: 'deliveries:read',
    tag,
    summary: 'Get a delivery with its attempts',
    params: IdParams,
    success: { status: 200, schema: Delivery },
  }),
}
