import { createKey } from '../api-keys/create-key.ts'
import { getKey } from '../api-keys/get-key.ts'
import { listKeys } from '../api-keys/list-keys.ts'
import { revokeKey } from '../api-keys/revoke-key.ts'
import { rotateKey } from '../api-keys/rotate-key.ts'
import { createApp } from '../apps/create-app.ts'
import { deleteApp } from '../apps/delete-app.ts'
import { getApp } from '../apps/get-app.ts'
import { listApps } from '../apps/list-apps.ts'
import { putApp } from '../apps/put-app.ts'
import { updateApp } from '../apps/update-app.ts'
import { listAuditEntries } from '../audit/list-audit-entries.ts'
import type { Input, OperationId, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { createTenant } from '../tenants/create-tenant.ts'
import { deleteTenant } from '../tenants/delete-tenant.ts'
import { getTenant } from '../tenants/get-tenant.ts'
import { listTenants } from '../tenants/list-tenants.ts'
import { type PutResult, putTenant } from '../tenants/put-tenant.ts'
import { updateTenant } from '../tenants/update-tenant.ts'

/** Calls that a PUT may create with say whether they did. */
type ResultOf<Id extends OperationId> = Id extends `put${string}` ? PutResult<Output<Id>> : Output<Id>

/** Publishing works on the raw bytes of the request: see publish-route.ts. */
type BoundId = Exclude<OperationId, 'publishEvents'>

export type Handlers = { [Id in BoundId]: (actor: Actor, input: Input<Id>) => Promise<ResultOf<Id>> }

/** The same without the types of one operation, for what handles all of them. */
export type UseCase = (actor: Actor, input: Record<string, unknown>) => Promise<unknown>

/** The use case behind every declared operation. */
export const handlers: Handlers = {
  createTenant,
  listTenants,
  getTenant,
  putTenant,
  updateTenant,
  deleteTenant,
  createApp,
  listApps,
  getApp,
  putApp,
  updateApp,
  deleteApp,
  createKey,
  listKeys,
  getKey,
  rotateKey,
  revokeKey,
  listAuditEntries,
}
