import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { hashOneTimeToken } from '../platform/one-time-token.ts'
import {
  type EmbeddedSession,
  findEmbeddedSessionByToken,
  findLeavings,
} from '../portal-sessions/embedded-session-store.ts'
import { cookieValue } from './session-cookie.ts'

/** Somebody in an embedded portal: nobody we know, with the rights their session names. */
export interface EmbeddedViewer {
  kind: 'embedded'
  session: EmbeddedSession
}

/** Name of the cookie of an embedded portal: see `sessionCookieName`. */
export function embeddedCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-postrider-embedded' : 'postrider-embedded'
}

/** Null when the browser has no such session or it has ended. */
export async function readEmbeddedViewer(
  cookieHeader: string | null | undefined,
  cookieName: string,
): Promise<EmbeddedViewer | null> {
  const token = cookieValue(cookieHeader, cookieName)
  if (!token) return null
  const session = await findEmbeddedSessionByToken(hashOneTimeToken(token))
  return session && { kind: 'embedded', session }
}

/** The session that a browser was in, which may be over: where its people came from and who may frame its last page. */
export async function findEndedSession(
  cookieHeader: string | null,
  cookieName: string,
): Promise<{ returnUrl: string | null; frameAncestors: string[] } | null> {
  const token = cookieValue(cookieHeader, cookieName)
  return token ? findLeavings(hashOneTimeToken(token)) : null
}

/** What the session may do, and nothing else whoever it belongs to may do elsewhere. */
export function actorOfEmbedded(
  { session }: EmbeddedViewer,
  request: { ip: string | null; requestId: string | null },
): Actor {
  return {
    kind: 'portal_session',
    id: toId('portalSession', session.id),
    name: 'Portal session',
    tenantId: session.tenantId,
    appId: session.appId,
    scopes: new Set(session.capabilities),
    ...request,
  }
}
