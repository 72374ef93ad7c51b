import type { BlockList } from 'node:net'
import { type Context, type Handler, Hono } from 'hono'
import { errorCodes, PostriderError } from '../contract/errors.ts'
import { type OperationId, operationList } from '../contract/operations.ts'
import { LocalLimit } from '../rate-limit/local-limit.ts'
import type { PublishLimits } from '../rate-limit/publish-limits.ts'
import { jsonAnswer } from './answer.ts'
import { bindOperation } from './bind-operation.ts'
import type { Gate } from './gate.ts'
import { handlers, type UseCase } from './handlers.ts'
import { createHealthApp } from './health.ts'
import { createInboxApp } from './inbox-app.ts'
import { createListenApp } from './listen-app.ts'
import { openApiDocument } from './openapi-document.ts'
import { publishRoute } from './publish-route.ts'
import { type Route, serveRequest } from './serve-request.ts'

export interface RestDependencies {
  gate: Gate
  publishLimits: PublishLimits
  /** Proxies whose X-Forwarded-For is believed. */
  proxies: BlockList
}

/** Calls of one key to manage things: far beyond what people and scripts do, low enough to keep one of them from starving the rest. */
const requestLimit = { perSecond: 200, burst: 1_000 }

/** The REST API under /api/v1, and the health routes. */
export function createRestApp(dependencies: RestDependencies): Hono {
  const app = new Hono()
  const { gate, publishLimits, proxies } = dependencies
  const limit = new LocalLimit(requestLimit)
  const serve = (operation: string, route: Route, isQuiet = false): Handler =>
    serveRequest({ operation, isQuiet, proxies }, route)

  // First, because it is called the most.
  app.post('/api/v1/webhooks/events', serve('publishEvents', publishRoute(gate, publishLimits), true))
  app.get(
    '/api/v1/openapi.json',
    serve('getOpenApi', () => jsonAnswer(200, openApiDocument())),
  )

  const methodsOf = new Map<string, string[]>([['/api/v1/openapi.json', ['GET']]])
  for (const { id, operation } of operationList) {
    const path = honoPath(operation.path)
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), operation.method])
    if (operation.handBound) continue
    const useCase = handlers[id as keyof typeof handlers] as UseCase
    app.on(operation.method, path, serve(id satisfies OperationId, bindOperation(id, operation, useCase, gate, limit)))
  }
  for (const [path, methods] of methodsOf) app.all(path, serve('methodNotAllowed', methodNotAllowed(methods)))
  app.all('/api/v1/*', serve('notFound', notFound))
  app.route('/', createInboxApp(proxies))
  app.route('/', createListenApp())
  app.route('/', createHealthApp())
  return app
}

/** OpenAPI's `{id}` as Hono's `:id`. */
function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function methodNotAllowed(methods: string[]): Route {
  const allowed = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
  return (c, facts) => {
    facts.headers.Allow = allowed.join(', ')
    throw new PostriderError('method_not_allowed', `${c.req.method} is not possible here; use ${allowed.join(' or ')}.`)
  }
}

function notFound(c: Context): never {
  const { title } = errorCodes.not_found
  throw new PostriderError('not_found', `${title}: ${c.req.path} is no path of this API. See /api/v1/openapi.json.`)
}
