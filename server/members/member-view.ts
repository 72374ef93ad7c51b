import type { Prisma } from '../../prisma/generated/client.ts'
import { toId } from '../contract/ids.ts'
import type { Member } from '../contract/member.ts'
import { lastOwnersAmong } from './last-owner.ts'
import type { MemberRow } from './member-store.ts'

/** What the audit log keeps of a member. */
export function memberRecord(row: MemberRow): Omit<Member, 'is_last_owner'> {
  return {
    id: toId('membership', row.id),
    tenant: row.tenantId && toId('tenant', row.tenantId),
    email: row.email,
    name: row.name,
    role: row.role,
    status: row.userId === null ? 'invited' : 'active',
    link_expires_at: row.linkExpiresAt?.toISOString() ?? null,
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  }
}

/** Members as the API shows them. */
export async function memberViews(
  tx: Prisma.TransactionClient,
  rows: MemberRow[],
): Promise<(row: MemberRow) => Member> {
  const last = await lastOwnersAmong(tx, rows)
  return (row) => ({ ...memberRecord(row), is_last_owner: last.has(row.id) })
}

export async function memberView(tx: Prisma.TransactionClient, row: MemberRow): Promise<Member> {
  return (await memberViews(tx, [row]))(row)
}
