import type { Prisma } from '../../prisma/generated/client.ts'
import type { Role } from '../contract/role.ts'
import { newUuid } from '../platform/uuid.ts'

export interface UserRow {
  id: string
  email: string
  name: string
  disabledAt: Date | null
  /** When a provider first vouched for the address; null: nobody did. */
  emailProvenAt: Date | null
}

const fields = { id: true, email: true, name: true, disabledAt: true, emailProvenAt: true } as const

/** People are shared by all tenants: email addresses are unique in the installation and kept in lower case. */
export async function findUserByEmail(tx: Prisma.TransactionClient, email: string): Promise<UserRow | null> {
  return await tx.user.findUnique({ where: { email: email.toLowerCase() }, select: fields })
}

export async function findUser(tx: Prisma.TransactionClient, id: string): Promise<UserRow | null> {
  return await tx.user.findUnique({ where: { id }, select: fields })
}

/** For the check of a password alone. */
export async function findCredentials(
  tx: Prisma.TransactionClient,
  email: string,
): Promise<{ id: string; passwordHash: string | null } | null> {
  const where = { email: email.toLowerCase(), disabledAt: null }
  return await tx.user.findFirst({ where, select: { id: true, passwordHash: true } })
}

export async function setPasswordHash(tx: Prisma.TransactionClient, id: string, passwordHash: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { passwordHash } })
}

const ownsInstallation: Prisma.UserWhereInput = {
  disabledAt: null,
  memberships: { some: { tenantId: null, role: 'owner' } },
}

/** The person who has owned the installation for the longest. */
export async function findFirstOperator(tx: Prisma.TransactionClient): Promise<UserRow | null> {
  return await tx.user.findFirst({
    where: ownsInstallation,
    orderBy: { createdAt: 'asc' },
    select: fields,
  })
}

export async function listOwnerIds(tx: Prisma.TransactionClient): Promise<string[]> {
  const owners = await tx.user.findMany({ where: ownsInstallation, select: { id: true } })
  return owners.map(({ id }) => id)
}

export async function insertUser(
  tx: Prisma.TransactionClient,
  user: { email: string; name: string; tenantId: string | null; role: Role },
): Promise<UserRow> {
  return await tx.user.create({
    data: {
      id: newUuid(),
      email: user.email.toLowerCase(),
      name: user.name,
      memberships: { create: { id: newUuid(), tenantId: user.tenantId, role: user.role } },
    },
    select: fields,
  })
}

/** Somebody who belongs nowhere yet: the invitation that they take up says where. */
export async function insertInvitedUser(
  tx: Prisma.TransactionClient,
  user: { email: string; name: string; passwordHash: string | null },
): Promise<UserRow> {
  const { email, name, passwordHash } = user
  return await tx.user.create({ data: { id: newUuid(), email, name, passwordHash }, select: fields })
}

/** Whoever set the password before the address was proved may have been somebody else. */
export async function markEmailProven(tx: Prisma.TransactionClient, id: string, at: Date): Promise<void> {
  await tx.user.update({ where: { id }, data: { emailProvenAt: at, passwordHash: null } })
}

/** Serialises the making of the very first operator: several processes may start at once. */
export async function lockUsers(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`lock table users in share row exclusive mode`
}
