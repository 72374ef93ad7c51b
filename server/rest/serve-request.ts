import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BlockList } from 'node:net'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, Handler } from 'hono'
import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { logger } from '../platform/logger.ts'
import { newUuid } from '../platform/uuid.ts'
import type { Answer } from './answer.ts'
import { clientAddress } from './client-address.ts'
import { problemAnswer, toPostriderError } from './problem-answer.ts'
import { countRequest } from './request-metrics.ts'

/** What every route knows of the request before it has looked at it. */
export interface RequestFacts {
  id: string
  ip: string | null
  /** node:http's request; undefined when the app is called through `fetch`. */
  incoming: IncomingMessage | undefined
  outgoing: ServerResponse | undefined
  /** A header of the request by its name in small letters. */
  header: (name: string) => string | undefined
  /** Set once the caller is known; for the log. */
  actor?: Actor
  /** Headers that go on every answer from here on, errors included. */
  headers: Record<string, string>
}

export type Route = (c: Context, facts: RequestFacts) => Promise<Answer> | Answer

/**
 * Wraps a route: request id, errors as problems, metrics and one line of log, which names identifiers and never bodies,
 * queries or keys. `isQuiet`: successes are logged at `debug`, for the call that thousands make in a second.
 */
export function serveRequest(
  options: { operation: string; isQuiet?: boolean; proxies: BlockList },
  route: Route,
): Handler {
  const { operation, proxies } = options
  return async (c) => {
    const startedAt = performance.now()
    const facts = factsOf(c, proxies)
    let answer: Answer
    try {
      answer = await route(c, facts)
    } catch (error) {
      answer = problemAnswer(toPostriderError(error, facts.id), facts.id)
    }
    const tookMs = performance.now() - startedAt
    const { status } = answer
    countRequest(operation, status, tookMs)
    const level = status >= 500 ? 'warn' : options.isQuiet && status < 300 ? 'debug' : 'info'
    if (logger.isLevelEnabled(level)) logger[level](logFields(c, operation, status, tookMs, facts), 'request')
    const headers = { ...answer.headers, ...facts.headers, 'X-Request-Id': facts.id }
    return send(facts.outgoing, status, headers, answer.body)
  }
}

function factsOf(c: Context, proxies: BlockList): RequestFacts {
  const { incoming, outgoing } = (c.env ?? {}) as { incoming?: IncomingMessage; outgoing?: ServerResponse }
  const header = incoming ? headerOf(incoming) : (name: string) => c.req.header(name)
  const given = header('x-request-id')
  const id = given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : `req_${newUuid()}`
  const ip = clientAddress(incoming?.socket.remoteAddress, header('x-forwarded-for'), proxies)
  return { id, ip, incoming, outgoing, header, headers: {} }
}

/** Asking node:http itself saves a Headers object for each request. */
function headerOf({ headers }: IncomingMessage): (name: string) => string | undefined {
  return (name) => {
    const value = headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
}

/** Writing to node:http itself saves a Response, its Headers and a web stream: a tenth of a publish request. */
function send(
  outgoing: ServerResponse | undefined,
  status: number,
  headers: Record<string, string>,
  body: string | null,
): Response {
  if (!outgoing) return new Response(body, { status, headers })
  if (body === null) outgoing.writeHead(status, headers).end()
  else outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body)
  return RESPONSE_ALREADY_SENT
}

function logFields(c: Context, operation: string, status: number, tookMs: number, facts: RequestFacts): object {
  const { actor } = facts
  return {
    request: facts.id,
    operation,
    method: c.req.method,
    path: c.req.path,
    status,
    ms: Math.round(tookMs * 10) / 10,
    actor: actor?.id ?? undefined,
    tenant: actor?.tenantId ? toId('tenant', actor.tenantId) : undefined,
    ip: facts.ip ?? undefined,
  }
}
