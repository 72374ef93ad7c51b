import type { Prisma } from '../../prisma/generated/client.ts'
import type { Role } from '../contract/role.ts'
import { clock } from '../platform/clock.ts'

type Tx = Prisma.TransactionClient

/** An invitation that can still be taken up. Not bound to a tenant: its token is what finds it. Ids are uuids. */
export interface Invitation {
  id: string
  tenantId: string | null
  tenantName: string | null
  email: string
  role: Role
}

function open(): Prisma.MembershipWhereInput {
  return {
    userId: null,
    linkExpiresAt: { gt: new Date(clock.now()) },
    OR: [{ tenantId: null }, { tenant: { deletedAt: null } }],
  }
}

async function findOpen(tx: Tx, where: Prisma.MembershipWhereInput): Promise<Invitation[]> {
  const rows = await tx.membership.findMany({
    where: { AND: [open(), where] },
    select: { id: true, tenantId: true, invitedEmail: true, role: true, tenant: { select: { name: true } } },
  })
  return rows.map(({ id, tenantId, tenant, invitedEmail, role }) => ({
    id,
    tenantId,
    tenantName: tenant?.name ?? null,
    email: invitedEmail ?? '',
    role: role as Role,
  }))
}

/** Null when the token is unknown, too old, used, or its invitation was taken back. */
export async function findInvitation(tx: Tx, tokenHash: Uint8Array<ArrayBuffer>): Promise<Invitation | null> {
  return (await findOpen(tx, { tokenHash }))[0] ?? null
}

/** All tenants together: a provider has proved that whoever signs in owns the address. */
export async function listInvitationsFor(tx: Tx, email: string): Promise<Invitation[]> {
  return findOpen(tx, { invitedEmail: email })
}

/** Makes the invitation a membership. False when it was used or taken back meanwhile. One statement, so once. */
export async function takeUpInvitation(tx: Tx, id: string, userId: string): Promise<boolean> {
  const taken = await tx.membership.updateMany({
    where: { AND: [open(), { id }] },
    data: { userId, invitedEmail: null, tokenHash: null, linkExpiresAt: null },
  })
  return taken.count > 0
}
