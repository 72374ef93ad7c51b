import type { AppChoice } from '../contract/app-choice.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { type AppRow, type AppScope, findApps, listAppRows } from './app-store.ts'

/** A choice is no directory: what is not among so many is searched for. */
const limit = 50

/** What the apps are called to which subscriptions in reach may belong. Managing apps takes more than to know that. */
export async function listAppNames(actor: Actor, choice: AppChoice): Promise<{ id: string; name: string }[]> {
  const tenantId = await resolveTenantFilter(actor, choice.tenant)
  const scope = { tenantId, appId: actor.appId }
  const rows = await rowsOf(scope, choice)
  return rows.slice(0, limit).map(({ id, name }) => ({ id: toId('app', id), name }))
}

async function rowsOf(scope: AppScope, { id, search }: AppChoice): Promise<AppRow[]> {
  if (id === undefined) return listAppRows(scope, readKeyset('apps', { limit }), search)
  // An id alone: two tenants may have an app of one uid.
  return uuidOf('app', id) === null ? [] : findApps(scope, id)
}
