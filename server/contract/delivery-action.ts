import { z } from 'zod'
import { DeadLetterCause, Fingerprint } from './dead-letter.ts'
import { AttemptError, Delivery } from './delivery.ts'
import { IdParams, Ref, Time, text } from './fields.ts'
import { HeldReceivers } from './held-receiver.ts'
import { operation } from './operation.ts'
import { timesInOrder } from './times-in-order.ts'

const path = '/api/v1/webhooks'

/** Which dead letters: named by id, or all that a filter matches. */
const Selection = z
  .strictObject({
    ids: z.array(Ref).min(1).max(1000).optional().meta({ description: 'Ids of deliveries, at most 1,000.' }),
    filter: z
      .strictObject({
        tenant: Ref.optional(),
        app: Ref.optional(),
        subscription: Ref.optional(),
        type: text(128).optional(),
        error: AttemptError.optional(),
        code: z.int().min(100).max(599).optional(),
        cause: DeadLetterCause.optional(),
        fingerprint: Fingerprint.optional(),
        after: Time.optional(),
        before: Time.optional(),
      })
      .superRefine(timesInOrder('after', 'before'))
      .optional()
      .meta({ description: 'All that match. An empty filter means all dead letters you may see.' }),
  })
  .refine((selection) => (selection.ids === undefined) !== (selection.filter === undefined), {
    error: 'give either ids or filter',
  })
export type Selection = z.infer<typeof Selection>

export const deliveryActionOperations = {
  redeliverDelivery: operation({
    method: 'POST',
    path: `${path}/deliveries/{id}/redeliver`,
    scope: 'deliveries:write',
    tag: 'Deliveries',
    summary: 'Send a delivery again',
    description:
      'Adds a run with attempts of its own beside whatever is still scheduled: success ends every run, failure touches no other. ' +
      'On a paused subscription it waits; a disabled one refuses it.',
    params: IdParams,
    success: { status: 202, schema: Delivery },
    errors: ['conflict'],
  }),
  cancelDelivery: operation({
    method: 'POST',
    path: `${path}/deliveries/{id}/cancel`,
    scope: 'deliveries:write',
    tag: 'Deliveries',
    summary: 'Cancel what is still to be sent',
    description: 'An attempt that is under way ends by itself; if it succeeds, the delivery has succeeded.',
    params: IdParams,
    success: { status: 200, schema: Delivery },
    errors: ['conflict'],
  }),
  redeliverDeadLetters: operation({
    method: 'POST',
    path: `${path}/dead-letters/redeliver`,
    scope: 'deliveries:write',
    tag: 'Dead letters',
    summary: 'Send dead letters again',
    body: Selection,
    success: {
      status: 202,
      schema: z.object({
        redelivered: z.int(),
        skipped: z.int().meta({ description: 'Of deleted or disabled subscriptions, or no dead letter any more.' }),
        held: HeldReceivers,
      }),
    },
  }),
  discardDeadLetters: operation({
    method: 'POST',
    path: `${path}/dead-letters/discard`,
    scope: 'deliveries:write',
    tag: 'Dead letters',
    summary: 'Discard dead letters',
    description: 'They become `cancelled` and are kept in the log.',
    body: Selection,
    success: { status: 200, schema: z.object({ discarded: z.int() }) },
  }),
}
