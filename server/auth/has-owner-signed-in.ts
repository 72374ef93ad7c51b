import { isAnySignIn } from '../audit/audit-store.ts'
import { toId } from '../contract/ids.ts'
import { database } from '../platform/database.ts'
import { listOwnerIds } from './user-store.ts'

/** True once somebody who owns the installation now has signed in, in whatever way. The audit log knows: sessions are deleted. */
export async function hasOwnerSignedIn(): Promise<boolean> {
  const owners = await listOwnerIds(database().prisma)
  return isAnySignIn(owners.map((id) => toId('user', id)))
}
