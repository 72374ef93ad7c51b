import type { Prisma } from '../../prisma/generated/client.ts'
import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { findMember, lockMembersOf, type MemberRow } from './member-store.ts'
import { requireRightToGrant } from './right-to-grant.ts'

/** A member whom the actor may change, as they are once nobody else can change them. Throws `not_found`, `forbidden`. */
export async function lockMember(tx: Prisma.TransactionClient, actor: Actor, id: string): Promise<MemberRow> {
  requireWholeTenant(actor, 'change members')
  const uuid = uuidOf('membership', id)
  const found = uuid === null ? null : await findMember(tx, actor.tenantId, uuid)
  if (!found) throw notFound('member', id)
  await lockMembersOf(tx, found.tenantId)
  const member = await findMember(tx, actor.tenantId, found.id)
  if (!member) throw notFound('member', id)
  await requireRightToGrant(tx, actor, member.tenantId, member.role)
  return member
}
