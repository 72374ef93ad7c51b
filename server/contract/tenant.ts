import { z } from 'zod'
import { Addresses, IdOrUidParams, Name, Timestamp, text, Uid } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { FrameAncestors, PortalTheme } from './portal-theme.ts'

const PublishRate = z
  .int()
  .min(1)
  .max(1_000_000)
  .nullable()
  .meta({ description: 'Events per second the tenant may publish, over all its keys; null: no limit.' })

export const Tenant = z
  .object({
    id: z.string().meta({ example: 'ten_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    uid: z.string().nullable(),
    name: z.string(),
    publish_rate_per_second: PublishRate,
    ip_allow: z.array(z.string()),
    ip_deny: z.array(z.string()),
    frame_ancestors: z.array(z.string()),
    portal_theme: PortalTheme.nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Tenant', description: 'One customer of your product: the unit of isolation.' })
export type Tenant = z.infer<typeof Tenant>

export const ListedTenant = Tenant.extend({
  subscriptions: z.int().meta({ description: 'How many it has, over all its apps.' }),
}).meta({ id: 'ListedTenant' })
export type ListedTenant = z.infer<typeof ListedTenant>

const TenantFields = z.strictObject({
  uid: Uid.nullable().optional(),
  name: Name,
  publish_rate_per_second: PublishRate.optional(),
  ip_allow: Addresses.optional().meta({
    description: 'Not empty: deliveries of this tenant reach these addresses and no others. Opens nothing by itself.',
  }),
  ip_deny: Addresses.optional().meta({ description: 'Deliveries of this tenant never reach these addresses.' }),
  frame_ancestors: FrameAncestors.optional().meta({
    description: 'Origins whose pages may show the embedded portal of this tenant in a frame; empty: none.',
  }),
  portal_theme: PortalTheme.nullable().optional().meta({ description: 'How the embedded portal looks.' }),
})

const tag = 'Tenants'

export const tenantOperations = {
  createTenant: operation({
    method: 'POST',
    path: '/api/v1/tenants',
    scope: 'tenants:admin',
    tag,
    summary: 'Create a tenant',
    body: TenantFields,
    success: { status: 201, schema: Tenant },
    errors: ['conflict'],
  }),
  listTenants: operation({
    method: 'GET',
    path: '/api/v1/tenants',
    scope: 'tenants:admin',
    tag,
    summary: 'List tenants',
    query: z.strictObject({
      ...pageQuery,
      search: text(200).optional().meta({ description: 'A part of the name or the uid, whatever its capitals.' }),
    }),
    success: { status: 200, schema: pageOf(ListedTenant) },
  }),
  getTenant: operation({
    method: 'GET',
    path: '/api/v1/tenants/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Get a tenant',
    params: IdOrUidParams,
    success: { status: 200, schema: Tenant },
  }),
  putTenant: operation({
    method: 'PUT',
    path: '/api/v1/tenants/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Create or update a tenant by your own uid',
    description: 'The uid comes from the path. Fields that are left out take their defaults.',
    params: IdOrUidParams,
    body: TenantFields.omit({ uid: true }),
    success: { status: 200, schema: Tenant, mayCreate: true },
  }),
  updateTenant: operation({
    method: 'PATCH',
    path: '/api/v1/tenants/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Change a tenant',
    params: IdOrUidParams,
    body: TenantFields.partial(),
    success: { status: 200, schema: Tenant },
    errors: ['conflict'],
  }),
  deleteTenant: operation({
    method: 'DELETE',
    path: '/api/v1/tenants/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Delete a tenant',
    description: 'Its keys stop working at once and its subscriptions are deleted.',
    params: IdOrUidParams,
    success: { status: 204, schema: z.void() },
  }),
}
