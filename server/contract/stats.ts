import { z } from 'zod'
import { attemptErrors } from './delivery-words.ts'
import { Ref, Time, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'
import { timesInOrder } from './times-in-order.ts'

export const StatsBucket = z.enum(['minute', 'hour', 'day'])
export type StatsBucket = z.infer<typeof StatsBucket>

const Percentiles = z
  .object({ p50: z.number(), p95: z.number(), p99: z.number() })
  .nullable()
  .meta({ description: 'Milliseconds, exact to 4.5 %; null: nothing was measured.' })

/** 0 to 1. */
const Share = z.number().nullable()

const counts = {
  attempts: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  failed_probes: z.int().meta({
    description:
      'Among the failed attempts the probes of open circuits: they use up no attempt of a delivery. A success rate is better without them: succeeded / (attempts - failed_probes).',
  }),
  failed_by: z.record(z.enum(attemptErrors), z.int()).meta({ description: 'Failed attempts by reason.' }),
  auth_rejected: z.int().meta({ description: 'Answers 401 and 403 among http_error: a receiver with a wrong secret?' }),
  auth_rejected_share: Share.meta({ description: 'Of all attempts, 0 to 1.' }),
  delivered: z.int().meta({ description: 'Deliveries that succeeded.' }),
  delivered_within_24h: z.int().meta({ description: 'Of those: within 24 hours of the acceptance of their event.' }),
  delivered_within_24h_share: Share.meta({
    description:
      'Of the deliveries that succeeded, or used up their attempts and were not sent again, in this time, 0 to 1.',
  }),
  dead: z.int().meta({ description: 'Deliveries that used up their attempts.' }),
  revived: z
    .int()
    .meta({ description: 'Those of `dead` that were sent again since; each is dead anew, then, if that fails too.' }),
  latency_ms: Percentiles.meta({
    description:
      'How long attempts took that were answered or ran into the timeout; what never came so far has no latency.',
  }),
  first_attempt_delay_ms: Percentiles.meta({ description: 'From acceptance to the start of the first attempt.' }),
}

export const StatsEntry = z
  .object({ at: Timestamp.meta({ description: 'Begin of the bucket, UTC.' }), ...counts })
  .meta({ id: 'StatsEntry' })
export type StatsEntry = z.infer<typeof StatsEntry>

export const Stats = z
  .object({
    from: Timestamp,
    to: Timestamp,
    bucket: StatsBucket,
    total: z.object(counts),
    buckets: z.array(StatsEntry).meta({ description: 'Every bucket of the range, oldest first, empty ones too.' }),
    latency_steps: z
      .array(
        z.object({
          at: Timestamp.meta({ description: 'Begin of the first bucket of the step.' }),
          last_at: Timestamp.meta({ description: 'Begin of its last bucket.' }),
          latency_ms: Percentiles.meta({ description: 'Of those attempts in the step.' }),
        }),
      )
      .meta({
        description: 'How long attempts took over few, wide steps: percentiles of single buckets do not add up.',
      }),
  })
  .meta({ id: 'Stats' })
export type Stats = z.infer<typeof Stats>

/** Whose numbers, and of when. */
export const statsQuery = {
  from: Time.optional().meta({ description: 'Left out: 24 hours before `to`.' }),
  to: Time.optional().meta({ description: 'Left out: now.' }),
  tenant: Ref.optional(),
  app: Ref.optional(),
  subscription: Ref.optional(),
}

export const statsOperations = {
  getStats: operation({
    method: 'GET',
    path: '/api/v1/webhooks/stats',
    scope: 'stats:read',
    tag: 'Statistics',
    summary: 'Count attempts and their latency over time',
    query: z
      .strictObject({
        ...statsQuery,
        bucket: StatsBucket.optional().meta({
          description: 'Left out: what suits the range. `from` is rounded down to one.',
        }),
        type: text(128).optional(),
      })
      .superRefine(timesInOrder('from', 'to')),
    success: { status: 200, schema: Stats },
  }),
}
