import { z } from 'zod'
import { attemptErrors } from './delivery-words.ts'
import { Ref, Time, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'

export const StatsBucket = z.enum(['minute', 'hour', 'day'])
export type StatsBucket = z.infer<typeof StatsBucket>

const Percentiles = z
  .object({ p50: z.number(), p95: z.number(), p99: z.number() })
  .nullable()
  .meta({ description: 'Milliseconds, exact to 4.5 %; null: nothing was measured.' })

const counts = {
  attempts: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  failed_by: z.record(z.enum(attemptErrors), z.int()).meta({ description: 'Failed attempts by reason.' }),
  auth_rejected: z.int().meta({ description: 'Answers 401 and 403 among http_error: a receiver with a wrong secret?' }),
  delivered: z.int().meta({ description: 'Deliveries that succeeded.' }),
  dead: z.int().meta({ description: 'Deliveries that used up their attempts.' }),
  latency_ms: Percentiles.meta({ description: 'How long attempts took.' }),
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
  })
  .meta({ id: 'Stats' })
export type Stats = z.infer<typeof Stats>

export const statsOperations = {
  getStats: operation({
    method: 'GET',
    path: '/api/v1/webhooks/stats',
    scope: 'stats:read',
    tag: 'Statistics',
    summary: 'Count attempts and their latency over time',
    query: z.strictObject({
      from: Time.optional().meta({ description: 'Left out: 24 hours before `to`. Rounded down to a whole bucket.' }),
      to: Time.optional().meta({ description: 'Left out: now.' }),
      bucket: StatsBucket.optional().meta({ description: 'Left out: what suits the range.' }),
      tenant: Ref.optional(),
      app: Ref.optional(),
      subscription: Ref.optional(),
      type: text(128).optional(),
    }),
    success: { status: 200, schema: Stats },
  }),
}
