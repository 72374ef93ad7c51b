import { z } from 'zod'
import { Ref, Time, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { mostCounted } from './stats-limits.ts'

const Bounded = z
  .int()
  .meta({ description: `At most ${mostCounted.toLocaleString('en-GB')}, which stands for that many and more.` })

export const StatsNow = z
  .object({
    at: Timestamp,
    waiting: Bounded.meta({ description: 'Deliveries that are to be sent, retries among them.' }),
    overdue: Bounded.meta({
      description: 'Of those, for longer than 24 hours, also where a subscription is paused or disabled.',
    }),
    behind_circuit: Bounded.meta({ description: 'Of those that wait: until a probe of an open circuit succeeds.' }),
    oldest_waiting_at: Timestamp.nullable().meta({ description: 'When the event was accepted that waits longest.' }),
    dead_letters: Bounded,
    subscriptions: z.object({
      total: z.int(),
      failing: z.int().meta({ description: 'Active ones whose last attempt failed.' }),
      circuit_open: z.int().meta({ description: 'Active ones to which nothing is sent but probes.' }),
      paused: z.int(),
      disabled: z.int(),
    }),
    timeout_ms: z.int().nullable().meta({ description: 'The timeout that most of the subscriptions have.' }),
  })
  .meta({ id: 'StatsNow', description: 'How things stand.' })
export type StatsNow = z.infer<typeof StatsNow>

export const statsNowOperations = {
  getStatsNow: operation({
    method: 'GET',
    path: '/api/v1/webhooks/stats/now',
    scope: 'stats:read',
    tag: 'Statistics',
    summary: 'Get what waits and what fails now',
    query: z.strictObject({
      tenant: Ref.optional(),
      app: Ref.optional(),
      subscription: Ref.optional(),
      overdue_from: Time.optional().meta({ description: '`overdue` counts only what was accepted from then on.' }),
    }),
    success: { status: 200, schema: StatsNow },
  }),
}
