import type { Prisma } from '../../prisma/generated/client.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { openSession, type SignedIn } from './open-session.ts'

export interface Browser {
  ip: string | null
  userAgent: string | null
}

/** Starts a session and says so in the audit log; null when the person is disabled or belongs nowhere. */
export async function recordSignIn(
  tx: Prisma.TransactionClient,
  userId: string,
  method: 'link' | 'password' | 'invitation' | 'github' | 'oidc',
  browser: Browser,
): Promise<SignedIn | null> {
  const signedIn = await openSession(tx, { userId, ...browser })
  if (!signedIn) return null
  const person = { kind: 'user' as const, id: toId('user', userId), name: signedIn.name, ip: browser.ip }
  await recordAuditEntry(
    tx,
    { ...systemActor, ...person },
    {
      action: 'session.create',
      targetKind: 'portal_session',
      targetId: toId('portalSession', signedIn.sessionId),
      tenantId: null,
      after: { method },
    },
  )
  return signedIn
}
