import { z } from 'zod'
import { DeliveryHeaders } from './delivery-headers.ts'
import { HttpUrl, IdParams, Ref, Timestamp } from './fields.ts'
import { operation } from './operation.ts'

/** In the order they are made; what follows a failed one is skipped where it needs it. */
export const PreflightCheckName = z.enum([
  'url',
  'dns',
  'address',
  'connect',
  'tls',
  'certificate',
  'redirect',
  'ping',
  'latency',
  'forged_signature',
  'stale_timestamp',
])
export type PreflightCheckName = z.infer<typeof PreflightCheckName>

const PreflightCheck = z.object({
  name: PreflightCheckName,
  outcome: z.enum(['passed', 'warned', 'failed', 'skipped']),
  message: z.string().meta({ description: 'What was found, and what to do about it.' }),
})
export type PreflightCheck = z.infer<typeof PreflightCheck>

export const Preflight = z
  .object({
    ok: z.boolean().meta({ description: 'Deliveries will arrive: nothing failed. Warnings may remain.' }),
    url: z.string(),
    verifies_signatures: z.boolean().nullable().meta({
      description: 'It took the true request and refused a forged and a stale one; null: that could not be found out.',
    }),
    checks: z.array(PreflightCheck),
    remote_address: z.string().nullable(),
    tls: z
      .object({
        version: z.string(),
        issuer: z.string(),
        valid_until: Timestamp,
        days_left: z.int(),
      })
      .nullable(),
    status_code: z.int().nullable().meta({ description: 'Of the answer to the true ping.' }),
    dns_ms: z.number().nullable(),
    connect_ms: z.number().nullable(),
    tls_ms: z.number().nullable(),
    duration_ms: z.number().nullable().meta({ description: 'Of the true ping, from the request to the whole answer.' }),
  })
  .meta({ id: 'Preflight', description: 'What a receiver does with a true, a forged and a stale request.' })
export type Preflight = z.infer<typeof Preflight>

const path = '/api/v1/webhooks/subscriptions'
const description =
  'Sends up to three small requests of type `postrider.ping`, marked `"test": true`: one signed as deliveries are, one with a ' +
  'forged signature and one whose timestamp is an hour old. A receiver should take the first and refuse the others.'

export const preflightOperations = {
  preflightUrl: operation({
    method: 'POST',
    path: `${path}/preflight`,
    scope: 'subscriptions:write',
    tag: 'Subscriptions',
    summary: 'Try a URL before it is saved',
    description,
    body: z.strictObject({
      tenant: Ref.optional(),
      app: Ref.optional(),
      url: HttpUrl,
      secret: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'That the receiver knows. Left out: one that it cannot know.' }),
      headers: DeliveryHeaders.optional(),
    }),
    success: { status: 200, schema: Preflight },
  }),
  preflightSubscription: operation({
    method: 'POST',
    path: `${path}/{id}/preflight`,
    scope: 'subscriptions:write',
    tag: 'Subscriptions',
    summary: 'Try the receiver of a subscription',
    description,
    params: IdParams,
    success: { status: 200, schema: Preflight },
  }),
}
