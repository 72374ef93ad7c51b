import { PostriderError } from '../contract/errors.ts'
import type { Scope } from '../contract/scopes.ts'
import type { Actor } from '../platform/actor.ts'

/** Nobody gives away what they do not have: throws `forbidden` naming the scopes that are missing. */
export function requireOwnScopes(actor: Actor, scopes: readonly Scope[]): void {
  const lacking = scopes.filter((scope) => !actor.scopes.has(scope))
  if (lacking.length === 0) return
  throw new PostriderError(
    'forbidden',
    `A key can only have scopes that its creator has; ${actor.name} does not have ${lacking.join(', ')}.`,
  )
}
