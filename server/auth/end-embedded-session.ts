import { revokePortalSession } from '../portal-sessions/revoke-portal-session.ts'
import { actorOfEmbedded, type EmbeddedViewer } from './embedded-viewer.ts'

/** Leaving: whoever copied the cookie has nothing any more. */
export async function endEmbeddedSession(viewer: EmbeddedViewer): Promise<void> {
  const actor = actorOfEmbedded(viewer, { ip: null, requestId: null })
  await revokePortalSession(actor, { id: actor.id as string })
}
