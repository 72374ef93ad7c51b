import { database } from '../platform/database.ts'
import type { SignedIn } from './open-session.ts'
import { type Browser, recordSignIn } from './record-sign-in.ts'
import { findUserByEmail } from './user-store.ts'

/**
 * Signs in whom a provider vouches for. `email` must be one that the provider has verified. Null for everybody who is not
 * a person here already: a provider says who somebody is, not that they may come in.
 */
export async function signInWithIdentity(
  input: Browser & { method: 'github' | 'oidc'; email: string },
): Promise<SignedIn | null> {
  const { method, email, ip, userAgent } = input
  return database().prisma.$transaction(async (tx) => {
    const user = await findUserByEmail(tx, email)
    return user ? recordSignIn(tx, user.id, method, { ip, userAgent }) : null
  })
}
