import { notFound, PostriderError } from '../contract/errors.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { type PutResult, uidInPath } from '../tenants/put-tenant.ts'
import { resolveOwnTenant, resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { findApps } from './app-store.ts'
import { createApp } from './create-app.ts'
import { updateApp } from './update-app.ts'

/** Creates the tenant's app with this uid or sets its name. */
export async function putApp(actor: Actor, input: Input<'putApp'>): Promise<PutResult<Output<'putApp'>>> {
  const isId = uuidOf('app', input.id) !== null
  const tenantId = isId ? await resolveTenantFilter(actor, input.tenant) : await resolveOwnTenant(actor, input.tenant)
  const tenant = tenantId === null ? undefined : toId('tenant', tenantId)
  const update = async () => ({
    created: false,
    view: await updateApp(actor, { id: input.id, tenant, name: input.name }),
  })
  const [known] = await findApps({ tenantId, appId: actor.appId }, input.id)
  if (known) return update()
  if (isId) throw notFound('app', input.id)
  requireWholeTenant(actor, 'create apps')
  try {
    return { created: true, view: await createApp(actor, { tenant, uid: uidInPath(input.id), name: input.name }) }
  } catch (error) {
    // Somebody else created it between the look and the insert.
    if (!(error instanceof PostriderError) || error.code !== 'conflict') throw error
    return update()
  }
}
