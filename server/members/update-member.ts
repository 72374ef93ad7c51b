import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { requireAnotherOwner } from './last-owner.ts'
import { lockMember } from './lock-member.ts'
import { setMemberRole } from './member-store.ts'
import { memberRecord, memberView } from './member-view.ts'
import { requireRightToGrant } from './right-to-grant.ts'

/** Sessions read the role at every request: whoever is signed in has the new one with the next. */
export async function updateMember(actor: Actor, input: Input<'updateMember'>): Promise<Output<'updateMember'>> {
  const { role } = input
  return database().prisma.$transaction(async (tx) => {
    const member = await lockMember(tx, actor, input.id)
    await requireRightToGrant(tx, actor, member.tenantId, role)
    if (role !== 'owner') await requireAnotherOwner(tx, member)
    const changed = await setMemberRole(tx, member.id, role)
    const after = memberRecord(changed)
    await recordAuditEntry(tx, actor, {
      action: 'member.update',
      targetKind: 'member',
      targetId: after.id,
      tenantId: member.tenantId,
      before: memberRecord(member),
      after,
    })
    return memberView(tx, changed)
  })
}
