import { z } from 'zod'
import { AttemptError, CodeClass, DeliveryStatus, DeliveryStatusFilter, HoldReason } from './delivery.ts'
import { EventTypeName } from './event-type.ts'
import { IdParams, Ref, Time, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'

export const ReplayStatus = z.enum(['running', 'paused', 'completed', 'cancelled'])
export type ReplayStatus = z.infer<typeof ReplayStatus>

export const ReplayInclude = z.enum(['all', 'failed', 'missing']).meta({
  description:
    '`failed`: the dead letters. `missing`: events that a subscription would match now and never got, for example because it ' +
    'is newer than they are. `all`: every delivery, succeeded ones too. What is still waiting to be sent is left alone.',
})
export type ReplayInclude = z.infer<typeof ReplayInclude>

const counts = {
  total: z.int().meta({ description: 'Deliveries it is made of, counted when it was made.' }),
  queued: z.int().meta({ description: 'Handed to the lanes so far.' }),
  done: z.int().meta({ description: 'Delivered by it.' }),
  failed: z.int().meta({ description: 'Tried and given up, or cancelled.' }),
}

export const Replay = z
  .object({
    id: z.string().meta({ example: 'rpl_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    tenant: z.string(),
    subscription: z.string().nullable().meta({ description: 'null: every subscription.' }),
    url: z.string().nullable().meta({ description: 'Where that subscription delivers; null: every subscription.' }),
    from: Timestamp,
    to: Timestamp,
    types: z.array(z.string()).nullable(),
    include: ReplayInclude,
    matching: z
      .object({
        status: DeliveryStatusFilter.optional(),
        error: AttemptError.optional(),
        code: z.int().optional(),
        code_class: CodeClass.optional(),
        event: z.string().optional(),
      })
      .nullable()
      .meta({ description: 'Made by redelivering deliveries that a filter matches: what they are like. Else null.' }),
    rate_per_second: z.int().nullable(),
    status: ReplayStatus,
    ...counts,
    eta_seconds: z.int().nullable().meta({ description: 'At the present speed; null while it is not known.' }),
    created_by: z.string(),
    created_at: Timestamp,
    completed_at: Timestamp.nullable(),
  })
  .meta({ id: 'Replay', description: 'Many deliveries sent again, in order of age.' })
export type Replay = z.infer<typeof Replay>

export const ReplayHold = z.object({
  reason: HoldReason.exclude(['disabled']),
  next_probe_at: Timestamp.nullable().meta({ description: 'When an open circuit tries the receiver again.' }),
})
export type ReplayHold = z.infer<typeof ReplayHold>

const ReplayLane = z.object({
  subscription: z.string(),
  url: z.string(),
  ...counts,
  stopped_reason: z.string().nullable().meta({ description: 'Why it ended before everything was handed over.' }),
  held: ReplayHold.nullable().meta({ description: 'Why what is left waits at the moment; null: nothing holds it.' }),
})

const ListedReplay = Replay.extend({
  waiting: z.boolean().meta({ description: 'It runs, and something holds all that is left of it.' }),
}).meta({ id: 'ListedReplay' })
export type ListedReplay = z.infer<typeof ListedReplay>

const ReplayDetail = ListedReplay.extend({
  lanes: z.array(ReplayLane).meta({ description: 'Progress of each subscription, at most 200.' }),
}).meta({ id: 'ReplayDetail' })
export type ReplayDetail = z.infer<typeof ReplayDetail>

const PlannedDelivery = z.object({
  subscription: z.string(),
  url: z.string(),
  event: z.string(),
  type: z.string(),
  delivery: z.string().nullable().meta({ description: 'null: the replay makes it.' }),
  status: DeliveryStatus.nullable(),
  created_at: Timestamp.meta({ description: 'When the event was accepted.' }),
})

const ReplayPlan = Replay.extend({
  id: Replay.shape.id.nullable().meta({ description: 'null after a dry run.' }),
  status: z.enum([...ReplayStatus.options, 'dry_run']),
  sample: z.array(PlannedDelivery).meta({ description: 'The oldest of what it is made of, at most 10.' }),
  left_out: z
    .array(z.object({ subscription: z.string(), url: z.string(), reason: z.string() }))
    .meta({ description: 'Subscriptions that cannot be sent to, at most 20.' }),
  held: z
    .array(ReplayHold.extend({ subscription: z.string(), url: z.string() }))
    .meta({ description: 'Subscriptions of which what is sent again waits at first, at most 20.' }),
}).meta({ id: 'ReplayPlan' })
export type ReplayPlan = z.infer<typeof ReplayPlan>

const NewReplay = z.strictObject({
  tenant: Ref.optional().meta({ description: 'Unnecessary with a key of a tenant, or with `subscription`.' }),
  subscription: Ref.optional().meta({ description: 'Left out: every subscription of the tenant.' }),
  from: Time.meta({ description: 'Events accepted at or after this time.' }),
  to: Time.optional().meta({ description: 'Events accepted before this time; left out, or in the future: now.' }),
  types: z.array(EventTypeName).min(1).max(100).optional(),
  include: ReplayInclude.default('failed'),
  rate_per_second: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .meta({ description: 'Left out: as fast as receivers take it.' }),
  dry_run: z.boolean().default(false).meta({ description: 'Only count and show a sample.' }),
})

const path = '/api/v1/webhooks/replays'
const tag = 'Replays'
const step = (verb: string, summary: string, description: string) =>
  operation({
    method: 'POST',
    path: `${path}/{id}/${verb}`,
    scope: 'replays:write',
    tag,
    summary,
    description,
    params: IdParams,
    success: { status: 200, schema: Replay },
    errors: ['conflict'],
  })

export const replayOperations = {
  createReplay: operation({
    method: 'POST',
    path,
    scope: 'replays:write',
    tag,
    summary: 'Send a window of time again',
    description:
      'A durable job: it survives restarts, goes on where it was and sends nothing twice. Each subscription gets its own in ' +
      'order of age, behind live events. Try it with `dry_run` first.',
    body: NewReplay,
    success: { status: 202, schema: ReplayPlan },
    errors: ['conflict'],
  }),
  listReplays: operation({
    method: 'GET',
    path,
    scope: 'deliveries:read',
    tag,
    summary: 'List replays',
    query: z.strictObject({
      ...pageQuery,
      tenant: Ref.optional(),
      subscription: Ref.optional().meta({ description: 'Replays that send to it, those of many subscriptions too.' }),
      status: ReplayStatus.optional(),
    }),
    success: { status: 200, schema: pageOf(ListedReplay) },
  }),
  getReplay: operation({
    method: 'GET',
    path: `${path}/{id}`,
    scope: 'deliveries:read',
    tag,
    summary: 'Get a replay and how far it is',
    params: IdParams,
    success: { status: 200, schema: ReplayDetail },
  }),
  pauseReplay: step(
    'pause',
    'Pause a replay',
    'What was handed to the lanes already, at most 4,000 for each subscription, is still sent.',
  ),
  resumeReplay: step('resume', 'Resume a paused replay', 'It goes on behind the last delivery it handed over.'),
  cancelReplay: step(
    'cancel',
    'Cancel a replay',
    'What it handed to the lanes and is not sent yet is taken back: dead letters become dead letters again.',
  ),
}
