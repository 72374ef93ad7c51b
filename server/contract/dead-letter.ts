import { z } from 'zod'
import { AttemptError } from './delivery.ts'
import { HttpStatus, Ref, Time, Timestamp, text } from './fields.ts'
import { HeldReceivers } from './held-receiver.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { timesInOrder } from './times-in-order.ts'

/** exhausted: every attempt failed. expired: it could not be sent within its time-to-live. */
export const DeadLetterCause = z.enum(['exhausted', 'expired'])

export const DeadLetter = z
  .object({
    id: z.string().meta({ description: 'Id of the delivery.', example: 'dlv_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    event: z.string(),
    tenant: z.string(),
    app: z.string().nullable(),
    subscription: z.string(),
    url: z.string().meta({ description: 'Where the subscription points now.' }),
    subscription_deleted: z.boolean().meta({ description: 'It can be discarded and not sent again.' }),
    type: z.string(),
    cause: DeadLetterCause,
    code: z.int().nullable().meta({ description: 'HTTP status of the last attempt.' }),
    error: AttemptError.nullable().meta({ description: 'Why the last attempt failed.' }),
    attempt_count: z.int(),
    absent: z.boolean().meta({
      description: 'The receiver was away: sent again by itself at its first success, if the subscription says so.',
    }),
    created_at: Timestamp.meta({ description: 'When the event was accepted.' }),
    died_at: Timestamp,
  })
  .meta({ id: 'DeadLetter', description: 'A delivery that used up its attempts.' })
export type DeadLetter = z.infer<typeof DeadLetter>

const DeadLetterGroup = z
  .object({
    fingerprint: z.string().meta({ description: 'Same error, same code, same shape of what the receiver said.' }),
    error: AttemptError.nullable(),
    code: z.int().nullable(),
    message: z
      .string()
      .nullable()
      .meta({ description: 'What the receiver said to the newest of them, or we about it.' }),
    count: z.int(),
    absent: z.int().meta({ description: 'Of these, so many died while the receiver was away.' }),
    subscriptions: z.array(z.string()).meta({ description: 'At most 20.' }),
    url: z.string().nullable().meta({ description: 'Of the subscription, if all are of one. Else null.' }),
    subscription_deleted: z.boolean().meta({ description: 'All are of one, and it was deleted.' }),
    tenants: z.array(z.string()).meta({ description: 'At most 20.' }),
    types: z.array(z.string()).meta({ description: 'At most 20.' }),
    first_died_at: Timestamp,
    last_died_at: Timestamp,
  })
  .meta({ id: 'DeadLetterGroup' })
export type DeadLetterGroup = z.infer<typeof DeadLetterGroup>

/** Of a group of dead letters: see server/dead-letters/fingerprint-sql.ts. */
export const Fingerprint = z
  .string()
  .regex(/^[0-9a-f]{32}$/, { error: 'must be the fingerprint of a group' })
  .meta({ description: 'Of a group of dead letters.' })

const filters = {
  tenant: Ref.optional(),
  app: Ref.optional(),
  subscription: Ref.optional(),
  type: text(128).optional(),
  error: AttemptError.optional(),
  code: HttpStatus.optional(),
  cause: DeadLetterCause.optional(),
  fingerprint: Fingerprint.optional(),
  after: Time.optional().meta({ description: 'Created at or after this time.' }),
  before: Time.optional().meta({ description: 'Created before this time.' }),
}

export const deadLetterOperations = {
  countDeadLetters: operation({
    method: 'GET',
    path: '/api/v1/webhooks/dead-letters/count',
    scope: 'deliveries:read',
    tag: 'Dead letters',
    summary: 'Count dead letters',
    description: 'What redelivering or discarding by the same filter would mean. Counts to 100,000 and then says so.',
    query: z.strictObject(filters).superRefine(timesInOrder('after', 'before')),
    success: {
      status: 200,
      schema: z.object({
        total: z.int(),
        sendable: z.int().meta({ description: 'Of these; the others are of disabled or deleted subscriptions.' }),
        absent: z.int().meta({ description: 'Of these, so many died while the receiver was away.' }),
        is_capped: z.boolean().meta({ description: 'There are more than were counted.' }),
        held: HeldReceivers,
      }),
    },
  }),
  listDeadLetterGroups: operation({
    method: 'GET',
    path: '/api/v1/webhooks/dead-letters/groups',
    scope: 'deliveries:read',
    tag: 'Dead letters',
    summary: 'Group dead letters by what they died of',
    description:
      'Of the newest 2,000, the largest group first. A group is redelivered or discarded by its `fingerprint`.',
    query: z.strictObject({ tenant: Ref.optional(), app: Ref.optional(), subscription: Ref.optional() }),
    success: {
      status: 200,
      schema: z.object({ data: z.array(DeadLetterGroup), truncated: z.boolean() }),
    },
  }),
  listDeadLetters: operation({
    method: 'GET',
    path: '/api/v1/webhooks/dead-letters',
    scope: 'deliveries:read',
    tag: 'Dead letters',
    summary: 'List dead letters',
    description:
      'By the age of the event, newest first. A page may hold fewer than `limit` although there is more: follow `next_cursor`.',
    query: z.strictObject({ ...pageQuery, ...filters }).superRefine(timesInOrder('after', 'before')),
    success: { status: 200, schema: pageOf(DeadLetter) },
  }),
}
