import { z } from 'zod'
import { Ref, Timestamp } from './fields.ts'
import { LastFailure } from './last-failure.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'

export const Alert = z
  .object({
    id: z.string(),
    tenant: z.string(),
    subscription: z.string().nullable(),
    url: z.string().nullable().meta({ description: 'Where the subscription points now.' }),
    kind: z.string().meta({
      description: 'subscription_disabled, circuit_open, dead_letters_growing or oldest_waiting.',
      example: 'circuit_open',
    }),
    message: z.string(),
    opened_at: Timestamp,
    resolved_at: Timestamp.nullable(),
    unwatched: z.boolean().meta({
      description: 'It ended because its subscription was paused, disabled or deleted: nobody knows of the receiver.',
    }),
    last_failure: LastFailure.nullable().meta({
      description:
        'Of a resolved alert, the last that was seen while it was open, its delivery perhaps deleted since. null: nothing failed.',
    }),
  })
  .meta({ id: 'Alert', description: 'Something that somebody should look at.' })
export type Alert = z.infer<typeof Alert>

export const alertOperations = {
  listAlerts: operation({
    method: 'GET',
    path: '/api/v1/webhooks/alerts',
    scope: 'stats:read',
    tag: 'Statistics',
    summary: 'List alerts',
    description: 'Newest first.',
    query: z.strictObject({
      ...pageQuery,
      tenant: Ref.optional(),
      open: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'true: what is wrong now; false: what is resolved; left out: both.' }),
    }),
    success: { status: 200, schema: pageOf(Alert) },
  }),
}
