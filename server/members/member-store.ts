import type { Prisma } from '../../prisma/generated/client.ts'
import type { Role } from '../contract/role.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { newUuid } from '../platform/uuid.ts'

type Tx = Prisma.TransactionClient

/** Ids are uuids; `tenantId` null: of the whole installation; `userId` null: invited, not here yet. */
export interface MemberRow {
  id: string
  tenantId: string | null
  userId: string | null
  email: string
  name: string | null
  role: Role
  linkExpiresAt: Date | null
  lastSeenAt: Date | null
  createdAt: Date
}

const shown = {
  id: true,
  tenantId: true,
  userId: true,
  role: true,
  createdAt: true,
  invitedEmail: true,
  linkExpiresAt: true,
  user: {
    select: {
      email: true,
      name: true,
      sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: 'desc' }, take: 1 },
    },
  },
} as const satisfies Prisma.MembershipSelect

type Stored = Prisma.MembershipGetPayload<{ select: typeof shown }>

function toRow({ user, invitedEmail, ...row }: Stored): MemberRow {
  return {
    ...row,
    role: row.role as Role,
    email: user?.email ?? invitedEmail ?? '',
    name: user?.name ?? null,
    lastSeenAt: user?.sessions[0]?.lastSeenAt ?? null,
  }
}

/** `tenantId` null: those of every living tenant and of the installation. */
function within(tenantId: string | null): Prisma.MembershipWhereInput {
  if (tenantId !== null) return { tenantId, tenant: { deletedAt: null } }
  return { OR: [{ tenantId: null }, { tenant: { deletedAt: null } }] }
}

export async function listMemberRows(tenantId: string | null, keyset: Keyset): Promise<MemberRow[]> {
  const isNewer = keyset.towards === 'newer'
  const beyond = keyset.at === null ? {} : { id: isNewer ? { gt: keyset.at } : { lt: keyset.at } }
  const rows = await database().prisma.membership.findMany({
    where: { AND: [within(tenantId), beyond] },
    orderBy: { id: isNewer ? 'asc' : 'desc' },
    take: keyset.take,
    select: shown,
  })
  return rows.map(toRow)
}

export async function findMember(tx: Tx, tenantId: string | null, id: string): Promise<MemberRow | null> {
  const row = await tx.membership.findFirst({ where: { AND: [within(tenantId), { id }] }, select: shown })
  return row && toRow(row)
}

/** The member or open invitation with this address in exactly this tenant (null: in the installation itself). */
export async function findMemberByEmail(tx: Tx, tenantId: string | null, email: string): Promise<MemberRow | null> {
  const row = await tx.membership.findFirst({
    where: { tenantId, OR: [{ invitedEmail: email }, { user: { email } }] },
    select: shown,
  })
  return row && toRow(row)
}

/**
 * Members of one tenant (null: of the installation) are changed one transaction at a time: two owners who demote each
 * other must not both succeed.
 */
export async function lockMembersOf(tx: Tx, tenantId: string | null): Promise<void> {
  if (tenantId === null) await tx.$executeRaw`select 1 from instance where id = 1 for no key update`
  else await tx.$executeRaw`select 1 from tenants where id = ${tenantId}::uuid for no key update`
}

/** Owners who can act, of each tenant and of the installation (null): invited and disabled ones do not count. */
export async function countOwners(tx: Tx, tenantIds: (string | null)[]): Promise<Map<string | null, number>> {
  const of = { OR: [{ tenantId: null }, { tenantId: { in: tenantIds.filter((id) => id !== null) } }] }
  const counts = await tx.membership.groupBy({
    by: ['tenantId'],
    where: { ...of, role: 'owner', user: { disabledAt: null } },
    _count: true,
  })
  return new Map(counts.map(({ tenantId, _count }) => [tenantId, _count]))
}

/** What a person is in a tenant: by their membership of it, and by that of the installation. */
export async function rolesIn(tx: Tx, userId: string, tenantId: string | null): Promise<Role[]> {
  const of = tenantId === null ? [{ tenantId: null }] : [{ tenantId: null }, { tenantId }]
  const rows = await tx.membership.findMany({ where: { userId, OR: of }, select: { role: true } })
  return rows.map(({ role }) => role as Role)
}

export async function insertInvitation(
  tx: Tx,
  invitation: {
    tenantId: string | null
    email: string
    role: Role
    invitedBy: string
    tokenHash: Uint8Array<ArrayBuffer>
    linkExpiresAt: Date
  },
): Promise<MemberRow> {
  const { email, ...data } = invitation
  const row = await tx.membership.create({ data: { id: newUuid(), invitedEmail: email, ...data }, select: shown })
  return toRow(row)
}

/** Another link for an open invitation; the one before ends. */
export async function renewInvitation(
  tx: Tx,
  id: string,
  invitation: { role: Role; invitedBy: string; tokenHash: Uint8Array<ArrayBuffer>; linkExpiresAt: Date },
): Promise<MemberRow> {
  return toRow(await tx.membership.update({ where: { id }, data: invitation, select: shown }))
}

export async function setMemberRole(tx: Tx, id: string, role: Role): Promise<MemberRow> {
  return toRow(await tx.membership.update({ where: { id }, data: { role }, select: shown }))
}

export async function deleteMember(tx: Tx, id: string): Promise<void> {
  await tx.membership.delete({ where: { id } })
}

/** Ends every session of a person; returns how many there were. */
export async function endSessionsOf(tx: Tx, userId: string): Promise<number> {
  const now = new Date(clock.now())
  const where = { userId, revokedAt: null, expiresAt: { gt: now } }
  return (await tx.portalSession.updateMany({ where, data: { revokedAt: now } })).count
}

/** Whether a person belongs anywhere. */
export async function isMemberAnywhere(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.membership.count({ where: { AND: [within(null), { userId }] } })) > 0
}
