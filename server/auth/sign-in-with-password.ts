import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import type { SignedIn } from './open-session.ts'
import { isPassword } from './password-hash.ts'
import { type Browser, recordSignIn } from './record-sign-in.ts'
import { mayTryPassword } from './sign-in-limits.ts'
import { findCredentials } from './user-store.ts'

/**
 * Null for a wrong password, for nobody, for somebody disabled or without a password, and for too many tries: one answer
 * for all, after the same work wherever a password is looked at.
 */
export async function signInWithPassword(
  input: Browser & { email: string; password: string },
): Promise<SignedIn | null> {
  const email = input.email.trim().toLowerCase()
  const { password, ip, userAgent } = input
  if (!(await mayTryPassword({ email, ip }))) return null
  const { prisma } = database()
  const known = await findCredentials(prisma, email)
  const isRight = await isPassword(password, known?.passwordHash ?? null)
  return prisma.$transaction(async (tx) => {
    if (known && isRight) return recordSignIn(tx, known.id, 'password', { ip, userAgent })
    if (!known) return null
    const target = { targetKind: 'user', targetId: toId('user', known.id), tenantId: null }
    await recordAuditEntry(tx, { ...systemActor, ip }, { action: 'session.refuse', ...target })
    return null
  })
}
