import { z } from 'zod'
import { Ref, Time, Timestamp } from './fields.ts'
import { operation } from './operation.ts'

const Step = z.object({
  name: z.enum(['headers', 'form', 'timestamp', 'secret', 'signature']),
  outcome: z.enum(['passed', 'failed', 'not_reached']),
  message: z.string(),
})

export const SignatureHint = z.enum([
  'other_scheme',
  'reserialised_json',
  'changed_line_ends',
  'body_is_base64',
  'body_is_quoted',
  'wrong_character_set',
  'secret_has_spaces',
  'secret_without_prefix',
  'old_or_other_secret',
  'clock_skew',
])
export type SignatureHint = z.infer<typeof SignatureHint>

export const SignatureDiagnosis = z
  .object({
    ok: z.boolean(),
    scheme: z.enum(['postrider', 'standard']).meta({ description: '`X-PT-Signature`, or Standard Webhooks.' }),
    signed_at: Timestamp.nullable(),
    failed_step: z
      .string()
      .nullable()
      .meta({ description: 'As receivers name it: missing_header, malformed, no_match, ...' }),
    steps: z.array(Step),
    hints: z
      .array(z.object({ hint: SignatureHint, message: z.string() }))
      .meta({ description: 'What was tried and turned out to explain it.' }),
  })
  .meta({ id: 'SignatureDiagnosis' })
export type SignatureDiagnosis = z.infer<typeof SignatureDiagnosis>

export const signatureOperations = {
  verifySignature: operation({
    method: 'POST',
    path: '/api/v1/webhooks/signatures/verify',
    scope: 'subscriptions:read',
    tag: 'Signatures',
    summary: 'Say why a signature does not verify',
    description:
      'Paste what was received. With `subscription` its live secrets are used and never shown; with both, what is wrong with the ' +
      'given secret can be told.',
    body: z
      .strictObject({
        headers: z.record(z.string().max(200), z.union([z.string(), z.array(z.string())])),
        body: z.string().meta({ description: 'As received, before any parsing.' }),
        body_encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
        secret: z.string().max(300).optional(),
        subscription: Ref.optional(),
        received_at: Time.optional().meta({ description: 'When it was received; default: now.' }),
        scheme: z
          .enum(['postrider', 'standard'])
          .optional()
          .meta({ description: 'Default: the one whose header is there.' }),
      })
      .refine((given) => given.secret !== undefined || given.subscription !== undefined, {
        error: 'give a secret or a subscription',
      }),
    success: { status: 200, schema: SignatureDiagnosis },
  }),
}
