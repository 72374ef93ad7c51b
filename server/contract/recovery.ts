import { z } from 'zod'
import { IdParams, Timestamp } from './fields.ts'
import { operation } from './operation.ts'

const OutageWindow = z.object({
  from: Timestamp,
  to: Timestamp.nullable().meta({ description: 'null: it goes on.' }),
  attempts: z.int(),
  succeeded: z.int(),
  reasons: z.record(z.string(), z.int()).meta({ description: 'Failed attempts by reason, most first.' }),
  dead_letters: z.int().meta({ description: 'That died within it and are dead letters still.' }),
  recover: z
    .object({ from: Timestamp, to: Timestamp, include: z.literal('failed'), total: z.int() })
    .nullable()
    .meta({ description: 'Body of a replay that sends exactly its dead letters again; null: there are none.' }),
})

export const RecoveryPlan = z
  .object({
    subscription: z.string(),
    status: z.enum(['active', 'paused', 'disabled']),
    circuit: z.enum(['closed', 'open', 'half_open']),
    auto_redeliver: z.boolean().meta({
      description: 'What died while the receiver was away is sent again by itself at its first success.',
    }),
    windows: z.array(OutageWindow).meta({ description: 'Newest first, at most 50.' }),
    dead_letters: z.object({ total: z.int(), absent: z.int(), oldest_at: Timestamp.nullable() }),
    waiting: z.object({ total: z.int(), oldest_at: Timestamp.nullable() }),
    best_per_second: z
      .number()
      .nullable()
      .meta({ description: 'Most it ever took in a minute of the days looked at.' }),
    capacity_per_second: z.number().nullable().meta({
      description:
        'What it should take: its requests at once over the median latency of its attempts while it was well, within its rate limit; null: nothing was sent to it yet.',
    }),
    eta_seconds: z.int().nullable().meta({
      description:
        'For dead letters and what waits, at `rate_per_second` or else at its capacity, and not before the last retry is due; while it is paused or its circuit is open, from when it takes deliveries again.',
    }),
  })
  .meta({ id: 'RecoveryPlan', description: 'What an outage cost a subscription, and how to get it back.' })
export type RecoveryPlan = z.infer<typeof RecoveryPlan>

const whole = (from: number, to: number, words: string) =>
  z.coerce.number({ error: words }).int().min(from, { error: words }).max(to, { error: words })

export const recoveryOperations = {
  planRecovery: operation({
    method: 'GET',
    path: '/api/v1/webhooks/subscriptions/{id}/recovery',
    scope: 'deliveries:read',
    tag: 'Replays',
    summary: 'Find outages of a subscription and what they cost',
    params: IdParams,
    query: z.strictObject({
      days: whole(1, 30, 'must be 1 to 30').default(7),
      rate_per_second: whole(1, 10_000, 'must be 1 to 10,000').optional(),
    }),
    success: { status: 200, schema: RecoveryPlan },
  }),
}
