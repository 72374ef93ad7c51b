import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { BlockList } from 'node:net'
import { type ErrorCode, errorCodes } from '../contract/errors.ts'
import { logger } from '../platform/logger.ts'
import { clientAddress } from '../rest/client-address.ts'
import { actsWithCookies, pathOf, routeOf } from './route-request.ts'
import { mayUseCookies } from './same-origin.ts'
import { commonSecurityHeaders, contentSecurityPolicy, newNonce } from './security-headers.ts'

/** Where pages read the address of the browser. Set by us from the connection, whatever the request claimed. */
export const clientAddressHeader = 'x-postrider-client-address'

/** The path and query that a page was asked for. Set by us as well. */
export const pagePathHeader = 'x-postrider-page-path'

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export interface ListenerOptions {
  publicUrl: string
  /** Proxies whose X-Forwarded-For is believed. */
  proxies: BlockList
  native: Handle
  pages: Handle
  /** Origins that may frame the page a request asks for. */
  frameAncestors: (request: IncomingMessage) => Promise<readonly string[]>
}

/** The one listener of the web process: checks what holds for every request, then hands it to whom it belongs. */
export function createRequestListener(options: ListenerOptions): RequestListener {
  const publicOrigin = new URL(options.publicUrl).origin
  const secure = options.publicUrl.startsWith('https:')
  const headers = new Map(Object.entries(commonSecurityHeaders({ secure })))
  return (request, response) => {
    response.setHeaders(headers)
    const path = pathOf(request.url ?? '/')
    const { method = 'GET' } = request
    if (actsWithCookies(path) && !mayUseCookies({ method, headers: request.headers }, publicOrigin)) {
      refuse(response, 403, 'forbidden', `Changes are accepted from pages of ${publicOrigin} only.`)
      return
    }
    if (actsWithCookies(path) && !isBodyBounded(request)) {
      refuse(response, 413, 'payload_too_large', 'Requests of the portal say their length and have at most 1 MiB.')
      return
    }
    const forwardedFor = request.headers['x-forwarded-for']
    const named = Array.isArray(forwardedFor) ? forwardedFor.join() : forwardedFor
    request.headers[clientAddressHeader] = clientAddress(request.socket.remoteAddress, named, options.proxies) ?? ''
    if (routeOf(path) === 'native') void options.native(request, response)
    else void servePage(request, response, options, secure)
  }
}

async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  options: ListenerOptions,
  secure: boolean,
): Promise<void> {
  const frameAncestors = await options.frameAncestors(request).catch((error) => {
    logger.warn({ error: String(error) }, 'who may frame a page could not be found out: nobody may')
    return []
  })
  const policy = contentSecurityPolicy(newNonce(), { secure, frameAncestors })
  // Next takes the nonce for its own scripts from the request's copy.
  request.headers['content-security-policy'] = policy
  request.headers[pagePathHeader] = request.url ?? '/'
  response.setHeader('Content-Security-Policy', policy)
  // The older header knows only one origin or none, and would overrule the policy in old browsers.
  if (frameAncestors.length > 0) response.removeHeader('X-Frame-Options')
  await options.pages(request, response)
}

/** Far more than any form or batch of the portal; whoever is not signed in may send it, too. */
const maxBodyBytes = 1024 * 1024

function isBodyBounded({ headers }: IncomingMessage): boolean {
  if (headers['transfer-encoding'] !== undefined) return false
  return Number(headers['content-length'] ?? 0) <= maxBodyBytes
}

function refuse(response: ServerResponse, status: number, code: ErrorCode, detail: string): void {
  const { title } = errorCodes[code]
  response.writeHead(status, { 'Content-Type': 'application/problem+json', Connection: 'close' })
  response.end(JSON.stringify({ type: `urn:postrider:problem:${code}`, title, status, detail, code }))
}
