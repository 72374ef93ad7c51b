import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { statsQuery } from './stats.ts'
import { timesInOrder } from './times-in-order.ts'

export const StatsMark = z
  .object({
    at: Timestamp,
    kind: z.enum([
      'created',
      'edited',
      'secret_rotated',
      'paused',
      'resumed',
      'disabled',
      'deleted',
      'circuit_opened',
      'circuit_closed',
    ]),
    subscription: z.string(),
    url: z.string().meta({ description: 'Where the subscription points now.' }),
    tenant: z.string(),
    subscription_deleted: z.boolean(),
  })
  .meta({ id: 'StatsMark', description: 'Something that may explain a bend in a curve.' })
export type StatsMark = z.infer<typeof StatsMark>

export const statsMarkOperations = {
  listStatsMarks: operation({
    method: 'GET',
    path: '/api/v1/webhooks/stats/marks',
    scope: 'stats:read',
    tag: 'Statistics',
    summary: 'List changes and outages of subscriptions over time',
    description:
      'Oldest first: the newest 100 changes, and the newest 50 times that a circuit opened or closed. Of several subscriptions those ' +
      'circuits are left out that were open for less than a minute.',
    query: z.strictObject(statsQuery).superRefine(timesInOrder('from', 'to')),
    success: { status: 200, schema: z.object({ data: z.array(StatsMark) }).meta({ id: 'StatsMarks' }) },
  }),
}
