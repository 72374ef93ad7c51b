import { toId } from '../contract/ids.ts'
import type { Member } from '../contract/member.ts'
import type { MemberRow } from './member-store.ts'

/** A member as the API shows them. */
export function memberView(row: MemberRow): Member {
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
