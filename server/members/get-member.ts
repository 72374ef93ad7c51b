import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { findMember } from './member-store.ts'
import { memberView } from './member-view.ts'

export async function getMember(actor: Actor, input: Input<'getMember'>): Promise<Output<'getMember'>> {
  requireWholeTenant(actor, 'see the members')
  const uuid = uuidOf('membership', input.id)
  const row = uuid === null ? null : await findMember(database().prisma, actor.tenantId, uuid)
  if (!row) throw notFound('member', input.id)
  return memberView(database().prisma, row)
}
