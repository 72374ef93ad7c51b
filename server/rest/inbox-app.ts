import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BlockList } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { receiveRequest } from '../inbox/receive-request.ts'
import { clientAddress } from './client-address.ts'
import { headerPairs } from './header-pairs.ts'
import { toPostriderError } from './problem-answer.ts'
import { readBody } from './read-body.ts'

/** A batch has 4 MiB at most. */
const maxBodyBytes = 8 * 1024 * 1024

/**
 * `/inbox/{token}`, any method: the built-in receiver. Speaks plain HTTP as a receiver does and knows no keys; the token is the
 * secret. Answers are text and never what was sent.
 */
export function createInboxApp(proxies: BlockList): Hono {
  const app = new Hono()
  app.all('/inbox/:token', async (c) => {
    try {
      return await receive(c, c.req.param('token'), proxies)
    } catch (error) {
      const problem = toPostriderError(error, c.req.header('x-request-id') ?? 'inbox')
      return c.text(`${problem.message}\n`, problem.status as 500)
    }
  })
  return app
}

async function receive(c: Context, token: string, proxies: BlockList): Promise<Response> {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage; outgoing?: ServerResponse }
  const body = await readBody(c.req.raw, incoming, maxBodyBytes)
  const answer = await receiveRequest(token, {
    method: c.req.method,
    query: new URL(c.req.url).search.slice(1),
    headers: headerPairs(incoming, c.req.raw),
    body,
    ip: clientAddress(incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'), proxies),
  })
  if (!answer) return c.text('There is no such inbox: it was deleted, or its time is over.\n', 404)
  if (answer.delayMs > 0) await pause(answer.delayMs)
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' }
  const asksToWait = answer.status === 429 || answer.status === 503
  if (asksToWait && answer.retryAfterSeconds !== null) headers['Retry-After'] = String(answer.retryAfterSeconds)
  // 204 and 304 have no body (RFC 9110, section 6.4.1).
  if (answer.status === 204 || answer.status === 205 || answer.status === 304)
    return c.body(null, answer.status, headers)
  return c.text(`Postrider's inbox answered ${answer.status}, as it was told to.\n`, answer.status as 200, headers)
}
