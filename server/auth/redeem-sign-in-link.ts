import { database } from '../platform/database.ts'
import { hashOneTimeToken } from '../platform/one-time-token.ts'
import type { SignedIn } from './open-session.ts'
import { type Browser, recordSignIn } from './record-sign-in.ts'
import { consumeSignInLink } from './sign-in-link-store.ts'

/**
 * Trades the token of a sign-in link for a session. Null when the token is unknown, too old or used: one answer for all
 * three, because the difference would only help somebody who guesses.
 */
export async function redeemSignInLink(input: Browser & { token: string }): Promise<SignedIn | null> {
  const { token, ip, userAgent } = input
  return await database().prisma.$transaction(async (tx) => {
    const userId = await consumeSignInLink(tx, hashOneTimeToken(token))
    return userId ? recordSignIn(tx, userId, 'link', { ip, userAgent }) : null
  })
}
