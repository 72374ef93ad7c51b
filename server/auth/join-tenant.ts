import type { Prisma } from '../../prisma/generated/client.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { type Invitation, takeUpInvitation } from '../members/invitation-store.ts'
import { systemActor } from '../platform/actor.ts'
import type { UserRow } from './user-store.ts'

/** Makes an invited person a member. False when the invitation was used or taken back meanwhile. */
export async function joinTenant(
  tx: Prisma.TransactionClient,
  invitation: Invitation,
  user: UserRow,
  ip: string | null,
): Promise<boolean> {
  if (!(await takeUpInvitation(tx, invitation.id, user.id))) return false
  const actor = { ...systemActor, kind: 'user' as const, id: toId('user', user.id), name: user.name, ip }
  await recordAuditEntry(tx, actor, {
    action: 'member.join',
    targetKind: 'member',
    targetId: toId('membership', invitation.id),
    tenantId: invitation.tenantId,
    after: { email: invitation.email, role: invitation.role },
  })
  return true
}
