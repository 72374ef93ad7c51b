import { z } from 'zod'
import { HttpUrl, IdParams, Ref, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'

/** What an embedded portal may let people do: nothing that reaches beyond the tenant or makes further keys. */
export const Capability = z.enum([
  'events:read',
  'events:write',
  'subscriptions:read',
  'subscriptions:write',
  'secrets:read',
  'deliveries:read',
  'deliveries:write',
  'replays:write',
  'inboxes:write',
  'stats:read',
])
export type Capability = z.infer<typeof Capability>

export const PortalSession = z
  .object({
    id: z.string().meta({ example: 'pse_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    tenant: z.string(),
    app: z.string().nullable(),
    capabilities: z.array(Capability),
    return_url: z.string().nullable(),
    entered: z.boolean().meta({ description: 'Whether the link was used.' }),
    expires_at: Timestamp,
    created_at: Timestamp,
  })
  .meta({ id: 'PortalSession', description: 'The portal inside your product, for one of your customers.' })
export type PortalSession = z.infer<typeof PortalSession>

export const NewPortalSession = PortalSession.extend({
  url: z
    .string()
    .meta({ description: 'Open it in a frame or a tab. Works once, within five minutes. Shown this once.' }),
}).meta({ id: 'NewPortalSession' })
export type NewPortalSession = z.infer<typeof NewPortalSession>

const PortalSessionFields = z.strictObject({
  tenant: Ref.optional().meta({ description: 'Id or uid; may be left out with a key of the tenant.' }),
  app: Ref.optional().meta({ description: 'Id or uid of the one app that is shown; left out: all of the tenant.' }),
  capabilities: z
    .array(Capability)
    .min(1)
    .transform((given) => [...new Set(given)]),
  expires_in: z.int().min(60).max(86_400).default(3_600).meta({ description: 'Seconds until the session ends.' }),
  return_url: HttpUrl.optional().meta({ description: 'Where the way back to your product leads.' }),
})

const tag = 'Portal sessions'
const scope = 'portal-sessions:write'

export const portalSessionOperations = {
  createPortalSession: operation({
    method: 'POST',
    path: '/api/v1/portal-sessions',
    scope,
    tag,
    summary: 'Open the portal for a customer of yours',
    description:
      'Gives a link for a frame or a tab. Its session sees one tenant, and one app if you name it, and can do what the ' +
      'capabilities say, none of which the calling key may lack. Pages that frame it are listed in the tenant’s ' +
      '`frame_ancestors`.',
    body: PortalSessionFields,
    success: { status: 201, schema: NewPortalSession },
    secretFields: ['url'],
  }),
  listPortalSessions: operation({
    method: 'GET',
    path: '/api/v1/portal-sessions',
    scope,
    tag,
    summary: 'List portal sessions that have not ended',
    query: z.strictObject({ ...pageQuery, tenant: Ref.optional() }),
    success: { status: 200, schema: pageOf(PortalSession) },
  }),
  revokePortalSession: operation({
    method: 'DELETE',
    path: '/api/v1/portal-sessions/{id}',
    scope,
    tag,
    summary: 'End a portal session',
    description: 'Whoever is in it is out with the next request.',
    params: IdParams,
    success: { status: 204, schema: z.void() },
  }),
}
