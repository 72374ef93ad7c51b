import { PostriderError } from '../contract/errors.ts'
import type { Actor } from '../platform/actor.ts'

/** Every tenant shares the catalogue: a key of one tenant must not change what the others publish. */
export function assertMayChangeCatalogue(actor: Actor): void {
  if (actor.tenantId === null) return
  throw new PostriderError(
    'forbidden',
    'The catalogue is shared by all tenants: change it with a key that is not bound to a tenant.',
  )
}
