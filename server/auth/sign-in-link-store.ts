import type { Prisma } from '../../prisma/generated/client.ts'
import { clock } from '../platform/clock.ts'
import { newUuid } from '../platform/uuid.ts'

/** Links belong to people, not to tenants: a person may have memberships in several. */
export async function insertSignInLink(
  tx: Prisma.TransactionClient,
  link: { userId: string; tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date },
): Promise<void> {
  await tx.signInLink.deleteMany({ where: { userId: link.userId, expiresAt: { lt: new Date(clock.now()) } } })
  await tx.signInLink.create({ data: { id: newUuid(), ...link } })
}

/** Uses the link up and returns whose it is; null when it is unknown, too old or was used before. One statement, so once. */
export async function consumeSignInLink(
  tx: Prisma.TransactionClient,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<string | null> {
  const now = new Date(clock.now())
  const used = await tx.signInLink.updateManyAndReturn({
    where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { userId: true },
  })
  return used[0]?.userId ?? null
}
