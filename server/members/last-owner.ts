import type { Prisma } from '../../prisma/generated/client.ts'
import { PostriderError } from '../contract/errors.ts'
import { countOwners, type MemberRow } from './member-store.ts'

/** Ids of those without whom nobody could administer any more; it stays so only while the members are locked. */
export async function lastOwnersAmong(tx: Prisma.TransactionClient, members: MemberRow[]): Promise<Set<string>> {
  const owners = members.filter(({ role, userId }) => role === 'owner' && userId !== null)
  if (owners.length === 0) return new Set()
  const counts = await countOwners(
    tx,
    owners.map(({ tenantId }) => tenantId),
  )
  return new Set(owners.filter(({ tenantId }) => (counts.get(tenantId) ?? 0) <= 1).map(({ id }) => id))
}

/** Throws `conflict` for the last owner. Call it with the members locked. */
export async function requireAnotherOwner(tx: Prisma.TransactionClient, member: MemberRow): Promise<void> {
  if (!(await lastOwnersAmong(tx, [member])).has(member.id)) return
  throw new PostriderError('conflict', `${member.email} is the last owner. Make somebody else an owner first.`)
}
