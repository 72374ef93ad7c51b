import { z } from 'zod'
import { isStorable, unstorable } from './storable-text.ts'

/** Fields that many resources share. */

/** Text of at most `maxLength` UTF-16 units that the database can hold as it is. */
export function text(maxLength: number) {
  return z
    .string()
    .max(maxLength, { error: `must be at most ${maxLength.toLocaleString('en-GB')} characters` })
    .refine(isStorable, { error: unstorable })
}

/** What people call a thing. */
export const Name = text(200)
  .refine((value) => value.trim().length > 0, { error: 'must not be empty' })
  .meta({ description: 'What people call it, 1 to 200 characters.', example: 'Acme' })

/** One line or a few about a thing; may be empty. */
export const Description = text(2000).meta({ description: 'Free text, up to 2,000 characters.' })

const looksLikeOurId = /^(ten|app)_[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** The product's own identifier of a tenant or an app, accepted wherever our id is. */
export const Uid = z
  .string()
  .regex(/^[A-Za-z0-9._:@-]{1,128}$/, { error: 'must be 1 to 128 letters, digits or . _ : @ -' })
  .refine((value) => !looksLikeOurId.test(value), { error: 'must not look like an id of ours' })
  .meta({ description: 'Your own identifier, accepted wherever the id is.', example: 'customer-42' })

/** An id or a uid in a path, query or body. Unknown ones are answered with 404, whatever they look like. */
export const Ref = text(200).min(1)

/** `{id}` of a path. */
export const IdParams = z.strictObject({ id: Ref.meta({ description: 'The id.' }) })

/** `{id}` of a path where the product's own uid is as good. */
export const IdOrUidParams = z.strictObject({ id: Ref.meta({ description: 'The id or your own uid.' }) })

/** ISO 8601 with an offset, in requests. */
export const Time = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with an offset, for example 2026-01-31T12:00:00Z' })
  .meta({ description: 'ISO 8601.', example: '2026-01-31T12:00:00.000Z' })

/** ISO 8601 in UTC with milliseconds, in answers: `date.toISOString()`. */
export const Timestamp = z.iso.datetime().meta({ description: 'ISO 8601, UTC.', example: '2026-01-31T12:00:00.000Z' })

/** An absolute http or https URL; whether deliveries may reach it is decided by the outbound policy. */
export const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an absolute http or https URL' })
  .max(2048, { error: 'must have at most 2,048 characters' })
  .refine(isStorable, { error: unstorable })
  .meta({ example: 'https://example.com/hooks' })

/** Up to 50 pairs for the caller's own use. */
export const Metadata = z
  .record(text(64).min(1), text(512), {
    error: ({ code }) => (code === 'invalid_key' ? 'must be named by 1 to 64 characters' : undefined),
  })
  .refine((pairs) => Object.keys(pairs).length <= 50, { error: 'must have at most 50 entries' })
  .meta({
    description: 'Up to 50 pairs of text for your own use: names of 1 to 64 characters, values of up to 512.',
    example: { team: 'search' },
  })

/** Addresses that deliveries may or may not reach: `203.0.113.6`, `198.51.100.0/24`, `2001:db8::/32`. */
export const Addresses = z
  .array(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: 'must be an IP address or a CIDR block, for example 203.0.113.0/24',
    }),
  )
  .max(100)

/** An integer in a query string. */
export const QueryInteger = z
  .string()
  .regex(/^-?\d{1,15}$/, { error: 'must be an integer' })
  .transform(Number)

/** A status of HTTP in a query string. */
export const HttpStatus = QueryInteger.pipe(z.int().min(100).max(599))

/** JSON as text. Parsing and writing it again would change big numbers, escapes and white space. */
export const RawData = z.string().max(1_048_576).meta({
  description: 'The data as JSON text; sent character for character.',
  example: '{"id": 12345678901234567890}',
})

/** Any JSON. */
export const JsonValue: z.ZodType<z.core.util.JSONType> = z
  .lazy(() =>
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(JsonValue), z.record(z.string(), JsonValue)]),
  )
  .meta({ id: 'JsonValue', description: 'Any JSON value.' })
