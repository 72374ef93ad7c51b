import type { Prisma } from '../../prisma/generated/client.ts'
import { isMemberAnywhere } from '../members/member-store.ts'
import { clock } from '../platform/clock.ts'
import { insertSession } from './session-store.ts'
import { findUser } from './user-store.ts'

/** A working fortnight; after it people sign in again. */
export const sessionDays = 14

/** What next-auth puts into the encrypted cookie: the row decides, the cookie only names it. */
export interface SignedIn {
  userId: string
  sessionId: string
  name: string
  email: string
}

/** Starts a session for a person; null when they are disabled or belong nowhere any more. */
export async function openSession(
  tx: Prisma.TransactionClient,
  input: { userId: string; ip: string | null; userAgent: string | null },
): Promise<SignedIn | null> {
  const user = await findUser(tx, input.userId)
  if (!user || user.disabledAt || !(await isMemberAnywhere(tx, user.id))) return null
  const expiresAt = new Date(clock.now() + sessionDays * 86_400_000)
  const userAgent = input.userAgent?.slice(0, 300) ?? null
  const sessionId = await insertSession(tx, { userId: user.id, expiresAt, ip: input.ip, userAgent })
  return { userId: user.id, sessionId, name: user.name, email: user.email }
}
