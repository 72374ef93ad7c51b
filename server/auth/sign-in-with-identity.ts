import type { Prisma } from '../../prisma/generated/client.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { listInvitationsFor } from '../members/invitation-store.ts'
import { endSessionsOf, isMemberAnywhere } from '../members/member-store.ts'
import { systemActor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { joinTenant } from './join-tenant.ts'
import type { SignedIn } from './open-session.ts'
import { type Browser, recordSignIn } from './record-sign-in.ts'
import { findUserByEmail, insertInvitedUser, markEmailProven, type UserRow } from './user-store.ts'

/**
 * Signs in whom a provider vouches for. `email` must be one that the provider has verified. Null for everybody who is
 * neither a person here already nor invited: a provider says who somebody is, not that they may come in.
 */
export async function signInWithIdentity(
  input: Browser & { method: 'github' | 'oidc'; email: string },
): Promise<SignedIn | null> {
  const { method, ip, userAgent } = input
  const email = input.email.toLowerCase()
  return database().prisma.$transaction(async (tx) => {
    const user = await personOf(tx, email, ip)
    if (!user || user.disabledAt) return null
    if (user.emailProvenAt === null) await proveEmail(tx, user, ip)
    return recordSignIn(tx, user.id, method, { ip, userAgent })
  })
}

/** Whoever belongs here, else whoever was invited: with the address proved, no link is needed. */
async function personOf(tx: Prisma.TransactionClient, email: string, ip: string | null): Promise<UserRow | null> {
  const known = await findUserByEmail(tx, email)
  if (known && (known.disabledAt || (await isMemberAnywhere(tx, known.id)))) return known
  const invitations = await listInvitationsFor(tx, email)
  if (invitations.length === 0) return null
  const name = email.split('@')[0] as string
  const user = known ?? (await insertInvitedUser(tx, { email, name, passwordHash: null }))
  for (const invitation of invitations) await joinTenant(tx, invitation, user, ip)
  return user
}

/**
 * An account may have been made by whoever held an invitation to this address, without owning it. The first proof of who
 * owns it takes away what was set before: the password, and the sessions.
 */
async function proveEmail(tx: Prisma.TransactionClient, user: UserRow, ip: string | null): Promise<void> {
  await markEmailProven(tx, user.id, new Date(clock.now()))
  const ended = await endSessionsOf(tx, user.id)
  const actor = { ...systemActor, kind: 'user' as const, id: toId('user', user.id), name: user.name, ip }
  await recordAuditEntry(tx, actor, {
    action: 'user.prove_email',
    targetKind: 'user',
    targetId: toId('user', user.id),
    tenantId: null,
    after: { sessions_ended: ended },
  })
}
