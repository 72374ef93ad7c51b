import type { IncomingMessage } from 'node:http'
import type { EmbeddedViewer } from '../auth/embedded-viewer.ts'
import { uuidOf } from '../contract/ids.ts'
import { findFrameAncestors } from '../portal-sessions/embedded-session-store.ts'

/**
 * Who may frame the page a request asks for: on the page that exchanges the code, whoever the session in the address may
 * be framed by; on every other, whoever the session in the cookie may. Nobody may frame what people see who signed in.
 */
export async function frameAncestorsOf(
  request: IncomingMessage,
  readViewer: (cookieHeader: string | null) => Promise<EmbeddedViewer | null>,
): Promise<readonly string[]> {
  const target = request.url ?? '/'
  const url = URL.canParse(target, 'http://portal.invalid') ? new URL(target, 'http://portal.invalid') : null
  if (url?.pathname === '/embed') {
    const uuid = uuidOf('portalSession', url.searchParams.get('session') ?? '')
    return uuid === null ? [] : findFrameAncestors(uuid)
  }
  const viewer = await readViewer(request.headers.cookie ?? null)
  return viewer?.session.tenant.frameAncestors ?? []
}
