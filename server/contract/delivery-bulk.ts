import { z } from 'zod'
import { AttemptError, deliveryFilters, PayloadSearch } from './delivery.ts'
import { Ref, Time, Timestamp } from './fields.ts'
import { HeldReceivers } from './held-receiver.ts'
import { operation } from './operation.ts'
import { timesInOrder } from './times-in-order.ts'

/** Which deliveries: named by id, or all that a filter matches. */
const DeliverySelection = z
  .strictObject({
    ids: z.array(Ref).min(1).max(1000).optional().meta({ description: 'At most 1,000.' }),
    filter: z
      .strictObject({
        ...deliveryFilters,
        error: AttemptError.optional(),
        attempt_error: AttemptError.optional().meta({
          description: 'Of any attempt. More than 5,000 deliveries at once are refused: narrow the filter by time.',
        }),
        code: z.int().min(100).max(599).optional(),
        after: Time.optional(),
        before: Time.optional().meta({
          description: 'Left out: now. Give the `before` of the dry run, so that both mean the same.',
        }),
      })
      .superRefine(timesInOrder('after', 'before'))
      .superRefine(timesInOrder('attempt_after', 'attempt_before'))
      .optional()
      .meta({ description: 'The filters of the list. An empty one means all deliveries of your tenant.' }),
    dry_run: z.boolean().default(false).meta({ description: 'Only counts.' }),
  })
  .refine((selection) => (selection.ids === undefined) !== (selection.filter === undefined), {
    error: 'give either ids or filter',
  })
export type DeliverySelection = z.infer<typeof DeliverySelection>
export type DeliverySelectionFilter = NonNullable<DeliverySelection['filter']>

const LeftOut = z.object({
  subscription: z.string().nullable().meta({ description: 'null: of several.' }),
  url: z.string().nullable().meta({ description: 'Where that subscription delivers.' }),
  reason: z.string(),
  count: z.int(),
})

const common = {
  dry_run: z.boolean(),
  before: Timestamp.meta({ description: 'Only what was accepted before this time was looked at.' }),
  searched: PayloadSearch.nullable().meta({ description: 'null: it was not asked for a payload.' }),
}

export const BulkRedelivery = z
  .object({
    redelivered: z.int().meta({ description: 'Deliveries that are sent again; after a dry run: that would be.' }),
    left_out: z.array(LeftOut).meta({ description: 'What matches and is not sent again, and why.' }),
    held: HeldReceivers,
    replay: z.string().nullable().meta({
      description: 'The replay that works on it, to be watched and steered; null: all are with the lanes already.',
    }),
    ...common,
  })
  .meta({ id: 'BulkRedelivery' })
export type BulkRedelivery = z.infer<typeof BulkRedelivery>

export const BulkCancellation = z
  .object({
    cancelled: z.int().meta({ description: 'After a dry run: that would be cancelled.' }),
    has_more: z.boolean().meta({ description: 'One call cancels 50,000 at most: ask again for the rest.' }),
    ...common,
  })
  .meta({ id: 'BulkCancellation' })
export type BulkCancellation = z.infer<typeof BulkCancellation>

const path = '/api/v1/webhooks/deliveries'

export const deliveryBulkOperations = {
  redeliverDeliveries: operation({
    method: 'POST',
    path: `${path}/redeliver`,
    scope: 'deliveries:write',
    tag: 'Deliveries',
    summary: 'Send many deliveries again',
    description:
      'Each gets a run of its own beside whatever is scheduled, succeeded ones too, behind live events. What waits to be sent ' +
      'already is left out, and so are disabled and deleted subscriptions; paused ones keep theirs waiting. A filter becomes a ' +
      'replay: it survives restarts, goes on where it was and sends nothing twice. Count with `dry_run` first. At most ' +
      '1,000,000 deliveries of one tenant.',
    body: DeliverySelection,
    success: { status: 202, schema: BulkRedelivery },
    errors: ['conflict'],
  }),
  cancelDeliveries: operation({
    method: 'POST',
    path: `${path}/cancel`,
    scope: 'deliveries:write',
    tag: 'Deliveries',
    summary: 'Cancel what is still to be sent of many deliveries',
    description: 'Those that have ended stay as they are. Count with `dry_run` first.',
    body: DeliverySelection,
    success: { status: 200, schema: BulkCancellation },
  }),
}
