import type { Prisma } from '../../prisma/generated/client.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { hashOneTimeToken, newOneTimeToken } from '../platform/one-time-token.ts'
import { publicUrl } from '../platform/public-url.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { findMemberByEmail, insertInvitation, lockMembersOf, renewInvitation } from './member-store.ts'
import { memberRecord } from './member-view.ts'
import { requireRightToGrant } from './right-to-grant.ts'

/** People are away for a weekend; a link that lies in a mailbox for longer is asked for again. */
const linkDays = 7

/**
 * The link is in the answer and nowhere else. Its token stands in the fragment, so that it reaches neither logs nor link
 * previews; only its hash is stored. Whether the address has an account here is not said.
 */
export async function inviteMember(actor: Actor, input: Input<'inviteMember'>): Promise<Output<'inviteMember'>> {
  requireWholeTenant(actor, 'invite people')
  const { email, role } = input
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const token = newOneTimeToken()
  const link = {
    role,
    invitedBy: actor.name,
    tokenHash: hashOneTimeToken(token),
    linkExpiresAt: new Date(clock.now() + linkDays * 86_400_000),
  }
  const { member, isRenewed } = await database().prisma.$transaction(async (tx) => {
    await lockMembersOf(tx, tenantId)
    await requireRightToGrant(tx, actor, tenantId, role)
    const known = await knownInvitation(tx, actor, tenantId, email)
    const row = known
      ? await renewInvitation(tx, known.id, link)
      : await insertInvitation(tx, { tenantId, email, ...link })
    const after = memberRecord(row)
    await recordAuditEntry(tx, actor, {
      action: 'member.invite',
      targetKind: 'member',
      targetId: after.id,
      tenantId,
      before: known && memberRecord(known),
      after,
    })
    return { member: after, isRenewed: known !== null }
  })
  const url = new URL('/invitation', publicUrl())
  url.hash = `token=${token}`
  return { ...member, is_last_owner: false, url: url.href, ended_earlier_link: isRenewed }
}

async function knownInvitation(tx: Prisma.TransactionClient, actor: Actor, tenantId: string | null, email: string) {
  const known = await findMemberByEmail(tx, tenantId, email)
  if (known && known.userId !== null) {
    throw new PostriderError('conflict', `${email} is a member already. Change the role instead.`, {
      errors: [{ pointer: '/email', message: 'is a member already' }],
    })
  }
  if (known) await requireRightToGrant(tx, actor, tenantId, known.role)
  return known
}
