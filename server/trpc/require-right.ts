import { PostriderError } from '../contract/errors.ts'
import type { Scope } from '../contract/scopes.ts'
import { peopleWith } from '../members/role-scopes.ts'
import type { Actor } from '../platform/actor.ts'

/** Throws `forbidden` in words of the portal: people have roles, and know nothing of scopes. */
export function requireRight(actor: Actor, scope: Scope): void {
  if (actor.scopes.has(scope)) return
  const detail = actor.kind === 'user' ? `This is for ${peopleWith(scope)}.` : 'This is no part of this portal.'
  throw new PostriderError('forbidden', detail)
}
