import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Input } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { requireAnotherOwner } from './last-owner.ts'
import { lockMember } from './lock-member.ts'
import { deleteMember, endSessionsOf, isMemberAnywhere } from './member-store.ts'
import { memberRecord } from './member-view.ts'

/** Sessions of somebody who belongs elsewhere too go on there; those of everybody else end. */
export async function removeMember(actor: Actor, input: Input<'removeMember'>): Promise<void> {
  await database().prisma.$transaction(async (tx) => {
    const member = await lockMember(tx, actor, input.id)
    await requireAnotherOwner(tx, member)
    await deleteMember(tx, member.id)
    const isGone = member.userId !== null && !(await isMemberAnywhere(tx, member.userId))
    const ended = isGone ? await endSessionsOf(tx, member.userId as string) : 0
    await recordAuditEntry(tx, actor, {
      action: 'member.remove',
      targetKind: 'member',
      targetId: input.id,
      tenantId: member.tenantId,
      before: memberRecord(member),
      after: { sessions_ended: ended },
    })
  })
}
