import type { AppChoice } from '../contract/app-choice.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listAppRows } from './app-store.ts'

/** A choice is no directory: what is not among so many is searched for. */
const limit = 50

/** What the apps are called to which subscriptions in reach may belong. Managing apps takes more than to know that. */
export async function listAppNames(actor: Actor, choice: AppChoice): Promise<{ id: string; name: string }[]> {
  const tenantId = await resolveTenantFilter(actor, choice.tenant)
  const only = choice.id === undefined ? actor.appId : uuidOf('app', choice.id)
  const isHidden = choice.id !== undefined && (only === null || (actor.appId !== null && only !== actor.appId))
  if (isHidden) return []
  const rows = await listAppRows({ tenantId, appId: only }, readKeyset('apps', { limit }), choice.search)
  return rows.slice(0, limit).map(({ id, name }) => ({ id: toId('app', id), name }))
}
