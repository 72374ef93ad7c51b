import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { openSession, type SignedIn } from './open-session.ts'
import { consumeSignInLink } from './sign-in-link-store.ts'
import { hashSignInToken } from './sign-in-token.ts'

/**
 * Trades the token of a sign-in link for a session. Null when the token is unknown, too old or used: one answer for all
 * three, because the difference would only help somebody who guesses.
 */
export async function redeemSignInLink(input: {
  token: string
  ip: string | null
  userAgent: string | null
}): Promise<SignedIn | null> {
  return await database().prisma.$transaction(async (tx) => {
    const userId = await consumeSignInLink(tx, hashSignInToken(input.token))
    if (!userId) return null
    const signedIn = await openSession(tx, { userId, ip: input.ip, userAgent: input.userAgent })
    if (!signedIn) return null
    const actor = {
      ...systemActor,
      kind: 'user' as const,
      id: toId('user', userId),
      name: signedIn.name,
      ip: input.ip,
    }
    await recordAuditEntry(tx, actor, {
      action: 'session.create',
      targetKind: 'portal_session',
      targetId: toId('portalSession', signedIn.sessionId),
      tenantId: null,
      after: { method: 'link' },
    })
    return signedIn
  })
}
