import { z } from 'zod'
import { Timestamp } from './fields.ts'

/** The body a subscriber receives in single mode. */
export const DeliveredEvent = z
  .object({
    id: z.string().meta({ description: 'Id of the event: the same in every attempt and redelivery.' }),
    type: z.string().meta({ example: 'memory.created' }),
    version: z.string().meta({ example: '1' }),
    occurred_at: Timestamp,
    tenant: z.string().meta({ description: 'Your own uid of the tenant, or its id.' }),
    correlation_id: z.string(),
    test: z.literal(true).optional().meta({ description: 'Only on test events.' }),
    data: z.unknown().meta({ description: 'What was published, byte for byte.' }),
  })
  .meta({ id: 'DeliveredEvent', description: 'An event as a subscriber receives it.' })

/** The body a subscriber receives in batch mode. */
export const DeliveredBatch = z
  .object({
    batch_id: z.string().meta({ description: 'Also `webhook-id`: the same in every attempt.' }),
    events: z.array(DeliveredEvent).min(1),
  })
  .meta({ id: 'DeliveredBatch', description: 'Several events in one request.' })

/** Headers of every delivery. */
export const DeliveryHeadersSent = z.object({
  'X-PT-Signature': z
    .string()
    .meta({ description: '`t=<unix seconds>,v1=<hex HMAC-SHA256>`, one `v1` for each live secret.' }),
  'X-PT-Event-Id': z.string(),
  'X-PT-Event-Type': z.string(),
  'X-PT-Delivery-Id': z.string(),
  'X-PT-Attempt': z.string().meta({ description: 'Number of the attempt within its run, from 1.' }),
  'X-PT-Correlation-Id': z.string(),
  'webhook-id': z.string().meta({ description: 'Standard Webhooks.' }),
  'webhook-timestamp': z.string().meta({ description: 'Standard Webhooks.' }),
  'webhook-signature': z.string().meta({ description: 'Standard Webhooks.' }),
  traceparent: z.string().optional().meta({ description: 'W3C Trace Context.' }),
})
