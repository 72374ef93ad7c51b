import type { IncomingMessage, ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { receiveForSession } from '../listen/receive-for-session.ts'
import { headerPairs } from './header-pairs.ts'
import { toPostriderError } from './problem-answer.ts'
import { readBody } from './read-body.ts'

/** Events have 1 MiB at most, and their envelope is small. */
const maxBodyBytes = 2 * 1024 * 1024
/** They speak of one connection, or HTTP makes them anew (RFC 9110, section 7.6.1). */
const hopHeaders =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length|date|set-cookie2?)$/i

/**
 * `/listen/{token}`, POST only: where a worker delivers to a machine that listens. Held open until that machine has
 * answered, and answered with exactly what it said.
 */
export function createListenApp(): Hono {
  const app = new Hono()
  app.post('/listen/:token', async (c) => {
    try {
      return await receive(c, c.req.param('token'))
    } catch (error) {
      const problem = toPostriderError(error, c.req.header('x-request-id') ?? 'listen')
      return c.text(`${problem.message}\n`, problem.status as 500)
    }
  })
  app.all('/listen/:token', (c) => c.text('Deliveries are POST requests.\n', 405, { Allow: 'POST' }))
  return app
}

async function receive(c: Context, token: string): Promise<Response> {
  const { incoming, outgoing } = (c.env ?? {}) as { incoming?: IncomingMessage; outgoing?: ServerResponse }
  const body = await readBody(c.req.raw, incoming, maxBodyBytes)
  const answer = await receiveForSession(token, { headers: headerPairs(incoming, c.req.raw), body })
  if (!answer) return c.text('No listening machine answered in time: is postrider listen still running?\n', 504)
  const headers = answer.headers.filter(([name]) => !hopHeaders.test(name))
  if (!outgoing) return new Response(Buffer.from(answer.body), { status: answer.status, headers })
  // What the portal's pages carry is not what the machine answered.
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name)
  outgoing.writeHead(answer.status, headers.flat()).end(answer.body)
  return RESPONSE_ALREADY_SENT
}
