import type { Prisma } from '../../prisma/generated/client.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'

/** Sessions belong to people; which tenant they look at is decided by their memberships at every request. */
export async function insertSession(
  tx: Prisma.TransactionClient,
  session: { userId: string; expiresAt: Date; ip: string | null; userAgent: string | null },
): Promise<string> {
  const id = newUuid()
  await tx.portalSession.create({ data: { id, ...session } })
  return id
}

/** The live session with its person and their memberships; null when it ended, ran out or the person is disabled. */
export async function findLiveSession(sessionId: string) {
  return await database().prisma.portalSession.findFirst({
    where: {
      id: sessionId,
      revokedAt: null,
      expiresAt: { gt: new Date(clock.now()) },
      user: { disabledAt: null },
    },
    select: {
      id: true,
      lastSeenAt: true,
      user: {
        select: {
          id: true,
          email: true,
          name: true,
          memberships: {
            // A tenant that was deleted is gone for its members.
            where: { OR: [{ tenantId: null }, { tenant: { deletedAt: null } }] },
            select: { tenantId: true, role: true },
            orderBy: { createdAt: 'asc' },
          },
        },
      },
    },
  })
}

export async function touchSession(sessionId: string): Promise<void> {
  await database().prisma.portalSession.updateMany({
    where: { id: sessionId },
    data: { lastSeenAt: new Date(clock.now()) },
  })
}

/** Ends one session of a person; false when it had ended already. */
export async function revokeSession(
  tx: Prisma.TransactionClient,
  session: { id: string; userId: string },
): Promise<boolean> {
  const ended = await tx.portalSession.updateMany({
    where: { id: session.id, userId: session.userId, revokedAt: null },
    data: { revokedAt: new Date(clock.now()) },
  })
  return ended.count > 0
}

/** Where a person is signed in, the newest first. Nobody has a hundred browsers; whoever looks as if may end them all. */
export async function listSessionsOf(userId: string) {
  return await database().prisma.portalSession.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: new Date(clock.now()) } },
    select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, ip: true, userAgent: true },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  })
}
