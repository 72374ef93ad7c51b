import type { IncomingMessage } from 'node:http'
import { uuidOf } from '../contract/ids.ts'
import { findFrameAncestors } from '../portal-sessions/embedded-session-store.ts'
import type { PortalRuntime } from './runtime.ts'

/**
 * Who may frame the page a request asks for: on the page that exchanges the code, whoever the session in the address may
 * be framed by; on the page that says that a session is over, whoever that session might; on every other, whoever the
 * session in the cookie may. Nobody may frame what people see who signed in.
 */
export async function frameAncestorsOf(
  request: IncomingMessage,
  portal: Pick<PortalRuntime, 'readEmbeddedViewer' | 'findEndedSession'>,
): Promise<readonly string[]> {
  const target = request.url ?? '/'
  const url = URL.canParse(target, 'http://portal.invalid') ? new URL(target, 'http://portal.invalid') : null
  if (url?.pathname === '/embed') {
    const uuid = uuidOf('portalSession', url.searchParams.get('session') ?? '')
    return uuid === null ? [] : findFrameAncestors(uuid)
  }
  const cookieHeader = request.headers.cookie ?? null
  if (url?.pathname === '/embed/ended') return (await portal.findEndedSession(cookieHeader))?.frameAncestors ?? []
  const viewer = await portal.readEmbeddedViewer(cookieHeader)
  return viewer?.session.tenant.frameAncestors ?? []
}
