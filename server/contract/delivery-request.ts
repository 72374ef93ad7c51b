import { z } from 'zod'
import { IdParams, Timestamp } from './fields.ts'
import { operation } from './operation.ts'

export const SignedRequest = z
  .object({
    curl: z.string().meta({ description: 'A command for POSIX shells that sends what Postrider would send now.' }),
    signed_at: Timestamp,
    valid_until: Timestamp.meta({ description: 'Receivers that check the age of a signature refuse it from then on.' }),
  })
  .meta({ id: 'SignedRequest' })
export type SignedRequest = z.infer<typeof SignedRequest>

export const deliveryRequestOperations = {
  signDeliveryRequest: operation({
    method: 'POST',
    path: '/api/v1/webhooks/deliveries/{id}/curl',
    scope: 'secrets:read',
    tag: 'Deliveries',
    summary: 'Write a delivery as a cURL command',
    description:
      'The body as it was published and the headers of an attempt, signed now with the secrets that are live, so that a receiver ' +
      'accepts it. Nothing is sent. What travels in batches is a batch of one. Recorded in the audit log.',
    params: IdParams,
    success: { status: 200, schema: SignedRequest },
    errors: ['conflict'],
    secretFields: ['curl'],
  }),
}
