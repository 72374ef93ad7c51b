import { requireOwnScopes } from '../api-keys/key-rights.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { hashOneTimeToken, newOneTimeToken } from '../platform/one-time-token.ts'
import { publicUrl } from '../platform/public-url.ts'
import { newUuid } from '../platform/uuid.ts'
import { resolveOwner } from '../subscriptions/resolve-owner.ts'
import { insertEmbeddedSession } from './embedded-session-store.ts'
import { portalSessionView } from './portal-session-view.ts'

/** The product asks for the link when the page that shows it is built; nobody needs it for longer. */
const codeMinutes = 5

/** The code stands in the fragment, so that it reaches neither logs nor other sites; only its hash is stored. */
export async function createPortalSession(
  actor: Actor,
  input: Input<'createPortalSession'>,
): Promise<Output<'createPortalSession'>> {
  requireOwnScopes(actor, input.capabilities)
  const { tenantId, appId } = await resolveOwner(actor, input)
  const id = newUuid()
  const code = newOneTimeToken()
  const now = clock.now()
  return database().prisma.$transaction(async (tx) => {
    const row = await insertEmbeddedSession(tx, {
      id,
      tenantId,
      appId,
      capabilities: input.capabilities,
      returnUrl: input.return_url ?? null,
      createdBy: actor.name,
      codeHash: hashOneTimeToken(code),
      codeExpiresAt: new Date(now + codeMinutes * 60_000),
      expiresAt: new Date(now + input.expires_in * 1_000),
    })
    const after = portalSessionView(row)
    await recordAuditEntry(tx, actor, {
      action: 'portal_session.create',
      targetKind: 'portal_session',
      targetId: after.id,
      tenantId,
      after,
    })
    const url = new URL(`/embed?session=${toId('portalSession', id)}#code=${code}`, publicUrl())
    return { ...after, url: url.href }
  })
}
