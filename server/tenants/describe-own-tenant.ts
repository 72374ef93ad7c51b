import { toId } from '../contract/ids.ts'
import type { Tenant } from '../contract/tenant.ts'
import type { Actor } from '../platform/actor.ts'
import { getTenant } from './get-tenant.ts'

/** The tenant that the actor is bound to, for its members to see; null: bound to none. */
export async function describeOwnTenant(actor: Actor): Promise<Tenant | null> {
  return actor.tenantId === null ? null : getTenant(actor, { id: toId('tenant', actor.tenantId) })
}
