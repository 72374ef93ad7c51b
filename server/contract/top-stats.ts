import { z } from 'zod'
import { Ref, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { statsQuery } from './stats.ts'
import { timesInOrder } from './times-in-order.ts'

export const TopStatsEntry = z
  .object({
    subscription: z.string().nullable().meta({ description: 'null: `by` is type.' }),
    url: z.string().nullable().meta({ description: 'Where the subscription points now.' }),
    tenant: z.string().nullable().meta({ description: 'Whose subscription it is; null: `by` is type.' }),
    subscription_deleted: z.boolean().nullable().meta({ description: 'null: `by` is type.' }),
    type: z.string().nullable().meta({ description: 'null: `by` is subscription.' }),
    attempts: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    failed_probes: z.int().meta({ description: 'Those of `failed` that were trials of an open circuit.' }),
    delivered: z.int(),
    dead: z.int(),
  })
  .meta({ id: 'TopStatsEntry' })
export type TopStatsEntry = z.infer<typeof TopStatsEntry>

const limitWords = 'must be 1 to 50'

export const topStatsOperations = {
  listTopStats: operation({
    method: 'GET',
    path: '/api/v1/webhooks/stats/top',
    scope: 'stats:read',
    tag: 'Statistics',
    summary: 'List what fails or is sent most',
    description:
      'Subscriptions by failed attempts, probes too, or event types by attempts other than failed probes; most first.',
    query: z
      .strictObject({
        from: statsQuery.from,
        to: statsQuery.to,
        tenant: Ref.optional(),
        app: Ref.optional(),
        by: z.enum(['subscription', 'type']).default('subscription'),
        limit: z.coerce
          .number({ error: limitWords })
          .int()
          .min(1, { error: limitWords })
          .max(50, { error: limitWords })
          .default(10),
      })
      .superRefine(timesInOrder('from', 'to')),
    success: {
      status: 200,
      schema: z.object({ from: Timestamp, to: Timestamp, data: z.array(TopStatsEntry) }).meta({ id: 'TopStats' }),
    },
  }),
}
