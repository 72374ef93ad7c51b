import { deleteToken } from '../webhook-site/remote-token.ts'
import type { LeftToken } from './inbox-store.ts'
import { siteOf } from './remote-side.ts'

/**
 * Deletes at webhook.site what an inbox that is over or deleted here left there, with its requests. Nothing where the operator
 * turned that site off: nobody asks it any more. Throws `unavailable`, to be tried again.
 */
export async function deleteLeftToken(left: LeftToken): Promise<void> {
  const site = siteOf(left)
  if (site) await deleteToken(site, left.token)
}
