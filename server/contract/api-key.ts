import { z } from 'zod'
import { IdParams, Name, Ref, Time, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { Scope } from './scopes.ts'

export const ApiKey = z
  .object({
    id: z.string().meta({ example: 'key_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    name: z.string(),
    hint: z.string().meta({ description: 'The last characters of the key, to tell keys apart.' }),
    scopes: z.array(Scope),
    tenant: z.string().nullable().meta({ description: 'Id of the tenant it is bound to; null: all tenants.' }),
    app: z.string().nullable().meta({ description: 'Id of the app it is bound to; null: all apps.' }),
    expires_at: Timestamp.nullable(),
    replaced_by: z
      .string()
      .nullable()
      .meta({ description: 'The key that it was rotated to, which is the one to rotate next; null: none.' }),
    allowed_ips: z.array(z.string()),
    require_signature: z.boolean(),
    publish_rate_per_second: z.int().nullable(),
    last_used_at: Timestamp.nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'ApiKey', description: 'An API key. The key itself is shown once, when it is created.' })
export type ApiKey = z.infer<typeof ApiKey>

export const NewApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'The key. Shown this once; keep it safe.' }),
}).meta({ id: 'NewApiKey' })
export type NewApiKey = z.infer<typeof NewApiKey>

const AddressOrCidr = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be an IP address or a CIDR block, for example 203.0.113.0/24',
})

const KeyFields = z.strictObject({
  name: Name,
  scopes: z
    .array(Scope)
    .min(1)
    .transform((given) => [...new Set(given)]),
  tenant: Ref.optional().meta({
    description: 'Id or uid of the tenant to bind it to. Keys of a tenant make keys of that tenant.',
  }),
  app: Ref.optional().meta({ description: 'Id or uid of the app to bind it to.' }),
  expires_at: Time.optional(),
  allowed_ips: z
    .array(AddressOrCidr)
    .max(100)
    .default([])
    .meta({ description: 'Where it may be used from; empty: anywhere.' }),
  require_signature: z.boolean().default(false).meta({
    description: 'Every request must carry X-PT-Signature over its body, made with the key itself as the secret.',
  }),
  publish_rate_per_second: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Events per second this key may publish; left out: no limit of its own.' }),
})

/** Long enough to roll a key out everywhere, short enough to be finished with. */
const maxOverlapSeconds = 30 * 86_400

const tag = 'Keys'

export const apiKeyOperations = {
  createKey: operation({
    method: 'POST',
    path: '/api/v1/keys',
    scope: 'keys:admin',
    tag,
    summary: 'Create an API key',
    description: 'The new key can have no scope, tenant or app that the creating key lacks.',
    body: KeyFields,
    success: { status: 201, schema: NewApiKey },
    secretFields: ['key'],
  }),
  listKeys: operation({
    method: 'GET',
    path: '/api/v1/keys',
    scope: 'keys:admin',
    tag,
    summary: 'List API keys',
    query: z.strictObject({
      ...pageQuery,
      tenant: Ref.optional(),
      app: Ref.optional().meta({ description: 'Only keys bound to this app, by its id or uid.' }),
    }),
    success: { status: 200, schema: pageOf(ApiKey) },
  }),
  getKey: operation({
    method: 'GET',
    path: '/api/v1/keys/{id}',
    scope: 'keys:admin',
    tag,
    summary: 'Get an API key',
    params: IdParams,
    success: { status: 200, schema: ApiKey },
  }),
  rotateKey: operation({
    method: 'POST',
    path: '/api/v1/keys/{id}/rotate',
    scope: 'keys:admin',
    tag,
    summary: 'Replace an API key',
    description:
      'Makes a new key with the same rights and expiry; the old one works for `overlap_seconds` more, and is not replaced twice.',
    params: IdParams,
    body: z.strictObject({ overlap_seconds: z.int().min(0).max(maxOverlapSeconds).default(86_400) }),
    success: { status: 201, schema: NewApiKey },
    errors: ['conflict'],
    secretFields: ['key'],
  }),
  revokeKey: operation({
    method: 'DELETE',
    path: '/api/v1/keys/{id}',
    scope: 'keys:admin',
    tag,
    summary: 'Revoke an API key',
    description: 'It stops working in every process within two seconds.',
    params: IdParams,
    success: { status: 204, schema: z.void() },
  }),
}
