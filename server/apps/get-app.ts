import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { appView } from './app-view.ts'
import { resolveApp } from './resolve-app.ts'

export async function getApp(actor: Actor, input: Input<'getApp'>): Promise<Output<'getApp'>> {
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  return appView(await resolveApp(actor, input.id, tenantId))
}
