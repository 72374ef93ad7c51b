import type { PendingInvitation } from '../contract/invitation.ts'
import { findInvitation } from '../members/invitation-store.ts'
import { database } from '../platform/database.ts'
import { hashOneTimeToken } from '../platform/one-time-token.ts'
import { findUserByEmail } from './user-store.ts'

/** What whoever holds the link is asked to accept; null when the link does not work (any more). */
export async function describeInvitation(token: string): Promise<PendingInvitation | null> {
  const { prisma } = database()
  const invitation = await findInvitation(prisma, hashOneTimeToken(token))
  if (!invitation) return null
  const { email, role, tenantName } = invitation
  return { email, role, tenant: tenantName, is_known: (await findUserByEmail(prisma, email)) !== null }
}
