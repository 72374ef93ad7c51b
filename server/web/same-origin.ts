import type { IncomingHttpHeaders } from 'node:http'

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True when a request may act with the cookies it carries. Browsers send `Origin` with every request that is not a
 * plain read and scripts cannot forge it (Fetch, section 3.1), so a request without it is refused rather than trusted.
 * `publicOrigin` is what people type; the Host header covers a portal that is reached by another name of this machine.
 */
export function mayUseCookies(
  request: { method: string; headers: IncomingHttpHeaders },
  publicOrigin: string,
): boolean {
  if (readingMethods.has(request.method)) return true
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  const { origin, host } = request.headers
  if (origin === undefined || origin === 'null') return false
  if (origin === publicOrigin) return true
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host
}
