import type { Prisma } from '../../prisma/generated/client.ts'
import type { Capability } from '../contract/portal-session.ts'
import type { PortalTheme } from '../contract/portal-theme.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'

export interface EmbeddedSessionRow {
  id: string
  tenantId: string
  appId: string | null
  capabilities: Capability[]
  returnUrl: string | null
  /** When the code in the link was used; null: not yet. */
  tokenHash: Uint8Array | null
  expiresAt: Date
  createdAt: Date
}

/** Whose sessions may be seen; `tenantId` null: all. */
export interface SessionReach {
  tenantId: string | null
  appId: string | null
}

type Tx = Prisma.TransactionClient

const shown = {
  id: true,
  tenantId: true,
  appId: true,
  capabilities: true,
  returnUrl: true,
  tokenHash: true,
  expiresAt: true,
  createdAt: true,
} as const

function alive(): Prisma.EmbeddedSessionWhereInput {
  return {
    revokedAt: null,
    expiresAt: { gt: new Date(clock.now()) },
    tenant: { deletedAt: null },
    OR: [{ appId: null }, { app: { deletedAt: null } }],
  }
}

function within(reach: SessionReach): Prisma.EmbeddedSessionWhereInput {
  return {
    ...alive(),
    ...(reach.tenantId === null ? {} : { tenantId: reach.tenantId }),
    ...(reach.appId === null ? {} : { appId: reach.appId }),
  }
}

export async function insertEmbeddedSession(
  tx: Tx,
  session: Omit<EmbeddedSessionRow, 'tokenHash' | 'createdAt'> & {
    createdBy: string
    codeHash: Uint8Array<ArrayBuffer>
    codeExpiresAt: Date
  },
): Promise<EmbeddedSessionRow> {
  return (await tx.embeddedSession.create({ data: session, select: shown })) as EmbeddedSessionRow
}

export async function listEmbeddedSessionRows(reach: SessionReach, keyset: Keyset): Promise<EmbeddedSessionRow[]> {
  const isNewer = keyset.towards === 'newer'
  const beyond = keyset.at === null ? {} : { id: isNewer ? { gt: keyset.at } : { lt: keyset.at } }
  const rows = await database().prisma.embeddedSession.findMany({
    where: { AND: [within(reach), beyond] },
    orderBy: { id: isNewer ? 'asc' : 'desc' },
    take: keyset.take,
    select: shown,
  })
  return rows as EmbeddedSessionRow[]
}

/** Ends a live session within reach and returns it; null when there is none. */
export async function revokeEmbeddedSession(
  tx: Tx,
  reach: SessionReach,
  id: string,
): Promise<EmbeddedSessionRow | null> {
  const [row] = await tx.embeddedSession.updateManyAndReturn({
    where: { AND: [within(reach), { id }] },
    data: { revokedAt: new Date(clock.now()) },
    select: shown,
  })
  return (row as EmbeddedSessionRow | undefined) ?? null
}

/** Uses the code up; null when it is unknown, too old, used, or its session has ended. One statement, so once. */
export async function exchangeCode(
  tx: Tx,
  codeHash: Uint8Array<ArrayBuffer>,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<EmbeddedSessionRow | null> {
  const [row] = await tx.embeddedSession.updateManyAndReturn({
    where: { AND: [alive(), { codeHash, codeExpiresAt: { gt: new Date(clock.now()) } }] },
    data: { codeHash: null, tokenHash },
    select: shown,
  })
  return (row as EmbeddedSessionRow | undefined) ?? null
}

/** What a frame shows beyond the session itself. */
export interface EmbeddedSession extends Omit<EmbeddedSessionRow, 'tokenHash'> {
  tenant: { uid: string | null; name: string; frameAncestors: string[]; portalTheme: PortalTheme | null }
}

const withTenant = {
  ...shown,
  tenant: { select: { uid: true, name: true, frameAncestors: true, portalTheme: true } },
} as const

/** The live session of a browser; not bound to a tenant: this is what finds it. */
export async function findEmbeddedSessionByToken(tokenHash: Uint8Array<ArrayBuffer>): Promise<EmbeddedSession | null> {
  const where = { AND: [alive(), { tokenHash }] }
  return (await database().prisma.embeddedSession.findFirst({ where, select: withTenant })) as EmbeddedSession | null
}

/** What is left of a session when it is over, for whoever holds its token. */
export async function findLeavings(
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<{ returnUrl: string | null; frameAncestors: string[] } | null> {
  const row = await database().prisma.embeddedSession.findFirst({
    where: { tokenHash, tenant: { deletedAt: null } },
    select: { returnUrl: true, tenant: { select: { frameAncestors: true } } },
  })
  return row && { returnUrl: row.returnUrl, frameAncestors: row.tenant.frameAncestors }
}

/** Who may frame the page on which the code of this session is exchanged. */
export async function findFrameAncestors(id: string): Promise<string[]> {
  const where = { AND: [alive(), { id }] }
  const row = await database().prisma.embeddedSession.findFirst({
    where,
    select: { tenant: { select: { frameAncestors: true } } },
  })
  return row?.tenant.frameAncestors ?? []
}
