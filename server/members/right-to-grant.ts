import type { Prisma } from '../../prisma/generated/client.ts'
import { PostriderError } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { type Role, roles } from '../contract/role.ts'
import type { Actor } from '../platform/actor.ts'
import { rolesIn } from './member-store.ts'
import { scopesOf } from './role-scopes.ts'

/** `roles` begins with the highest. */
const isAbove = (role: Role, other: Role) => roles.indexOf(role) < roles.indexOf(other)

/**
 * Throws `forbidden` unless the actor may make somebody `role` in a tenant (uuid; null: in the installation), or change
 * somebody who is. People by what they are there at this moment, read in the transaction of the change; keys by their
 * scopes, and `owner` only with a key of the whole installation: an admin could make any other.
 */
export async function requireRightToGrant(
  tx: Prisma.TransactionClient,
  actor: Actor,
  tenantId: string | null,
  role: Role,
): Promise<void> {
  const own = await highestRole(tx, actor, tenantId)
  if (own !== null && !isAbove(role, own)) return
  throw new PostriderError('forbidden', `Only an ${role} may do this: nobody gives or takes a role above their own.`, {
    errors: [{ pointer: '/role', message: `is above that of ${actor.name}` }],
  })
}

async function highestRole(tx: Prisma.TransactionClient, actor: Actor, tenantId: string | null): Promise<Role | null> {
  if (actor.kind !== 'user') return roles.find((role) => hasScopesOf(actor, role, tenantId)) ?? null
  const userId = uuidOf('user', actor.id ?? '')
  const held = userId === null ? [] : await rolesIn(tx, userId, tenantId)
  return roles.find((role) => held.includes(role)) ?? null
}

/** Inside a tenant an owner has the scopes of an admin: what sets them apart is that admins cannot make owners. */
function hasScopesOf(actor: Actor, role: Role, tenantId: string | null): boolean {
  if (role === 'owner' && (actor.tenantId !== null || !actor.scopes.has('tenants:admin'))) return false
  return scopesOf({ role, tenantId }).isSubsetOf(actor.scopes)
}
