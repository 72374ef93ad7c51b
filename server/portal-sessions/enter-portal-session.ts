import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { hashOneTimeToken, newOneTimeToken } from '../platform/one-time-token.ts'
import { exchangeCode } from './embedded-session-store.ts'

/**
 * Trades the code of a link for what the browser holds from then on: a new secret, so that whoever saw the link has
 * nothing. Null when the code is unknown, too old or used: one answer for all three.
 */
export async function enterPortalSession(input: {
  code: string
  ip: string | null
}): Promise<{ token: string; expiresAt: Date } | null> {
  const token = newOneTimeToken()
  return database().prisma.$transaction(async (tx) => {
    const row = await exchangeCode(tx, hashOneTimeToken(input.code), hashOneTimeToken(token))
    if (!row) return null
    const id = toId('portalSession', row.id)
    const actor = { ...systemActor, kind: 'portal_session' as const, id, name: 'Portal session', ip: input.ip }
    await recordAuditEntry(tx, actor, {
      action: 'portal_session.enter',
      targetKind: 'portal_session',
      targetId: id,
      tenantId: row.tenantId,
    })
    return { token, expiresAt: row.expiresAt }
  })
}
