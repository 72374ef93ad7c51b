import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { actsWithCookies, pathOf, routeOf } from './route-request.ts'
import { mayUseCookies } from './same-origin.ts'
import { commonSecurityHeaders, contentSecurityPolicy, newNonce } from './security-headers.ts'

/** Where pages read the address of the browser. Set by us from the socket, whatever the request claimed. */
export const clientAddressHeader = 'x-postrider-client-address'

/** The one listener of the web process: checks what holds for every request, then hands it to whom it belongs. */
export function createRequestListener(options: {
  publicUrl: string
  native: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}): RequestListener {
  const publicOrigin = new URL(options.publicUrl).origin
  const secure = options.publicUrl.startsWith('https:')
  const headers = new Map(Object.entries(commonSecurityHeaders({ secure })))
  return (request, response) => {
    response.setHeaders(headers)
    const path = pathOf(request.url ?? '/')
    const { method = 'GET' } = request
    if (actsWithCookies(path) && !mayUseCookies({ method, headers: request.headers }, publicOrigin)) {
      refuse(response, `Changes are accepted from pages of ${publicOrigin} only.`)
      return
    }
    request.headers[clientAddressHeader] = request.socket.remoteAddress ?? ''
    if (routeOf(path) === 'native') {
      void options.native(request, response)
      return
    }
    const policy = contentSecurityPolicy(newNonce(), { secure })
    // Next takes the nonce for its own scripts from the request's copy.
    request.headers['content-security-policy'] = policy
    response.setHeader('Content-Security-Policy', policy)
    void options.pages(request, response)
  }
}

function refuse(response: ServerResponse, detail: string): void {
  const problem = {
    type: 'urn:postrider:problem:forbidden',
    title: 'Not allowed',
    status: 403,
    detail,
    code: 'forbidden',
  }
  response.writeHead(403, { 'Content-Type': 'application/problem+json', Connection: 'close' })
  response.end(JSON.stringify(problem))
}
