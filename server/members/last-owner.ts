import type { Prisma } from '../../prisma/generated/client.ts'
import { PostriderError } from '../contract/errors.ts'
import { countOwners, type MemberRow } from './member-store.ts'

/** Throws `conflict` when nobody could administer any more without this member. Call it with the members locked. */
export async function requireAnotherOwner(tx: Prisma.TransactionClient, member: MemberRow): Promise<void> {
  if (member.role !== 'owner' || member.userId === null) return
  if ((await countOwners(tx, member.tenantId)) > 1) return
  throw new PostriderError('conflict', `${member.email} is the last owner. Make somebody else an owner first.`)
}
