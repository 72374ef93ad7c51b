import { z } from 'zod'
import { DeliveryStatus } from './delivery.ts'
import { Ref, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'

export const SubscriptionActivity = z
  .object({
    subscription: z.string(),
    hours: z
      .array(
        z.object({
          at: Timestamp,
          attempts: z.int(),
          failed: z.int(),
          failed_probes: z.int().meta({ description: 'Among `failed`: probes of its open circuit.' }),
        }),
      )
      .meta({ description: 'The running hour and the 24 before it, oldest first, empty ones too.' }),
    attempts: z.int(),
    succeeded: z.int(),
    failed_probes: z.int().meta({ description: 'Among the attempts that failed: probes of its open circuit.' }),
    latency_p95_ms: z.number().nullable(),
    last_delivery: z
      .object({ id: z.string(), status: DeliveryStatus, created_at: Timestamp })
      .nullable()
      .meta({ description: 'The newest, whenever it was.' }),
  })
  .meta({
    id: 'SubscriptionActivity',
    description: 'The last 24 hours of a subscription, from the hour that was running then.',
  })
export type SubscriptionActivity = z.infer<typeof SubscriptionActivity>

export const subscriptionActivityOperations = {
  listSubscriptionActivity: operation({
    method: 'GET',
    path: '/api/v1/webhooks/stats/subscriptions',
    scope: 'stats:read',
    tag: 'Statistics',
    summary: 'List what subscriptions did in the last 24 hours',
    query: z.strictObject({
      ids: text(4_000)
        .optional()
        .meta({ description: 'Ids of subscriptions with commas between, at most 100. Left out: the newest 100.' }),
      tenant: Ref.optional(),
      app: Ref.optional(),
    }),
    success: {
      status: 200,
      schema: z.object({ data: z.array(SubscriptionActivity) }).meta({ id: 'SubscriptionActivities' }),
    },
  }),
}
