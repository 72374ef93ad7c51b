import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { PasswordChange } from '../contract/password.ts'
import { endSessionsOf } from '../members/member-store.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { assertUnlikeAddress } from './password-rule.ts'
import { mayTryPassword } from './sign-in-limits.ts'
import { findCredentials, setPasswordHash } from './user-store.ts'
import type { Viewer } from './viewer.ts'

/**
 * Sets or changes one's own password and ends every session of the person, this one included: whoever had got in with
 * the old one is out. Throws `forbidden` for a wrong current password and `rate_limited` for too many of them.
 */
export async function setPassword(actor: Actor, viewer: Viewer, input: PasswordChange): Promise<void> {
  const { prisma } = database()
  const known = await findCredentials(prisma, viewer.email)
  if (known?.passwordHash) {
    if (!(await mayTryPassword({ email: viewer.email, ip: actor.ip }))) {
      throw new PostriderError('rate_limited', 'Too many wrong passwords. Wait a few minutes.', {
        retryAfterSeconds: 60,
      })
    }
    if (!(await isPassword(input.current ?? '', known.passwordHash))) {
      throw new PostriderError('forbidden', 'The current password is not right.', {
        errors: [{ pointer: '/current', message: 'is not right' }],
      })
    }
  }
  assertUnlikeAddress(input.next, viewer.email, '/next')
  const passwordHash = await hashPassword(input.next)
  await prisma.$transaction(async (tx) => {
    await setPasswordHash(tx, viewer.userId, passwordHash)
    const ended = await endSessionsOf(tx, viewer.userId)
    await recordAuditEntry(tx, actor, {
      action: 'user.set_password',
      targetKind: 'user',
      targetId: toId('user', viewer.userId),
      tenantId: null,
      after: { sessions_ended: ended },
    })
  })
}
