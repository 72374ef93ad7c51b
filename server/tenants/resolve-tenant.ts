import { notFound, PostriderError } from '../contract/errors.ts'
import type { Actor } from '../platform/actor.ts'
import { findTenant } from './tenant-store.ts'

/** uuid of the tenant that an id or uid names; `not_found` when there is none or it is not the actor's. */
export async function resolveTenant(actor: Actor, ref: string): Promise<string> {
  const row = await findTenant(actor.tenantId, ref)
  if (!row) throw notFound('tenant', ref)
  return row.id
}

/** For filters: the tenant asked for, else the actor's own; null: every tenant. */
export async function resolveTenantFilter(actor: Actor, ref: string | undefined): Promise<string | null> {
  return ref === undefined ? actor.tenantId : resolveTenant(actor, ref)
}

/** For what must have a tenant: the one named, else the actor's own. */
export async function resolveOwnTenant(actor: Actor, ref: string | undefined): Promise<string> {
  if (ref !== undefined) return resolveTenant(actor, ref)
  if (actor.tenantId !== null) return actor.tenantId
  throw new PostriderError('validation_failed', 'Say which tenant: this key is not bound to one.', {
    errors: [{ pointer: '/tenant', message: 'is needed: which tenant does it belong to?' }],
  })
}
