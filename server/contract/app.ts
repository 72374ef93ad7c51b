import { z } from 'zod'
import { IdOrUidParams, Name, Ref, Timestamp, text, Uid } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'

export const App = z
  .object({
    id: z.string().meta({ example: 'app_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    uid: z.string().nullable(),
    tenant: z.string().meta({ description: 'Id of the tenant.' }),
    name: z.string(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'App', description: 'An external integration inside a tenant; subscriptions may belong to one.' })
export type App = z.infer<typeof App>

export const ListedApp = App.extend({
  subscriptions: z.int().meta({ description: 'How many belong to it.' }),
  keys: z.int().meta({ description: 'How many API keys are bound to it and not revoked.' }),
}).meta({ id: 'ListedApp' })
export type ListedApp = z.infer<typeof ListedApp>

const TenantRef = Ref.meta({ description: 'Id or uid of the tenant. A key of a tenant may leave it out.' })

/** A uid of an app is unique within its tenant only: a key of all tenants says which tenant it means. */
const WithinTenant = z.strictObject({ tenant: TenantRef.optional() })

const tag = 'Apps'

export const appOperations = {
  createApp: operation({
    method: 'POST',
    path: '/api/v1/apps',
    scope: 'tenants:admin',
    tag,
    summary: 'Create an app',
    body: z.strictObject({ tenant: TenantRef.optional(), uid: Uid.nullable().optional(), name: Name }),
    success: { status: 201, schema: App },
    errors: ['conflict'],
  }),
  listApps: operation({
    method: 'GET',
    path: '/api/v1/apps',
    scope: 'tenants:admin',
    tag,
    summary: 'List apps',
    query: z.strictObject({
      ...pageQuery,
      tenant: TenantRef.optional(),
      search: text(200).optional().meta({ description: 'A part of the name or the uid, whatever its capitals.' }),
    }),
    success: { status: 200, schema: pageOf(ListedApp) },
  }),
  getApp: operation({
    method: 'GET',
    path: '/api/v1/apps/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Get an app',
    params: IdOrUidParams,
    query: WithinTenant,
    success: { status: 200, schema: App },
  }),
  putApp: operation({
    method: 'PUT',
    path: '/api/v1/apps/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Create or update an app by your own uid',
    description: 'The uid comes from the path.',
    params: IdOrUidParams,
    body: z.strictObject({ tenant: TenantRef.optional(), name: Name }),
    success: { status: 200, schema: App, mayCreate: true },
  }),
  updateApp: operation({
    method: 'PATCH',
    path: '/api/v1/apps/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Change an app',
    description: 'An app never moves to another tenant.',
    params: IdOrUidParams,
    query: WithinTenant,
    body: z.strictObject({ uid: Uid.nullable().optional(), name: Name.optional() }),
    success: { status: 200, schema: App },
    errors: ['conflict'],
  }),
  deleteApp: operation({
    method: 'DELETE',
    path: '/api/v1/apps/{id}',
    scope: 'tenants:admin',
    tag,
    summary: 'Delete an app',
    description: 'Its keys stop working at once and its subscriptions are deleted.',
    params: IdOrUidParams,
    query: WithinTenant,
    success: { status: 204, schema: z.void() },
  }),
}
