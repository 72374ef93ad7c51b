import type { Context } from 'hono'
import { verifyKeySignature } from '../api-keys/key-signature.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Operation } from '../contract/operation.ts'
import type { OperationId } from '../contract/operations.ts'
import { isHeaderText } from '../events/event-fields.ts'
import { type OnceAnswer, runOnce } from '../idempotency/run-once.ts'
import { type Actor, requireScope } from '../platform/actor.ts'
import type { LocalLimit } from '../rate-limit/local-limit.ts'
import type { Answer } from './answer.ts'
import type { Gate } from './gate.ts'
import type { UseCase } from './handlers.ts'
import { parseInput } from './parse-input.ts'
import { parseJson, requireJson } from './parse-json.ts'
import { rateLimitHeaders, tooManyRequests } from './rate-limit-headers.ts'
import { readBody } from './read-body.ts'
import type { Route } from './serve-request.ts'

/** Requests to manage things are small: the largest is a JSON Schema with its example. */
const maxBodyBytes = 1024 * 1024

/**
 * These commit as they go or speak to receivers, so that their answer cannot be kept in one transaction with what they do.
 * What is done twice after a crash is nothing (what was redelivered or discarded is no dead letter any more) or a test.
 */
const worksInSteps: ReadonlySet<string> = new Set([
  'redeliverDeadLetters',
  'discardDeadLetters',
  'testSubscription',
  'preflightSubscription',
  'preflightUrl',
])

/** The way of every declared operation from the request to its use case and back. */
export function bindOperation(
  id: OperationId,
  operation: Operation,
  handle: UseCase,
  gate: Gate,
  limit: LocalLimit,
): Route {
  return async (c, facts) => {
    const { key, presented, actor } = await gate.admit(c.req.header('authorization') ?? null, facts.ip, facts.id)
    facts.actor = actor
    if (operation.scope) requireScope(actor, operation.scope)

    const verdict = limit.take(key.uuid)
    Object.assign(facts.headers, rateLimitHeaders('requests', limit.limit, verdict))
    if (!verdict.isAllowed) throw tooManyRequests('This key sends too many requests.', verdict)

    const bytes = await readBody(c.req.raw, facts.incoming, maxBodyBytes)
    if (key.requireSignature) verifyKeySignature(presented, c.req.header('x-pt-signature'), bytes)
    const call = () => callUseCase(c, operation, handle, actor, bytes)

    const idempotencyKey = operation.method === 'POST' ? idempotencyKeyOf(c) : undefined
    if (idempotencyKey === undefined) return toAnswer((await call()).fresh)
    const name = { actor: actor.id ?? 'system', path: c.req.path, key: idempotencyKey }
    const { answer, isReplay } = await runOnce(name, bytes, call, { inSteps: worksInSteps.has(id) })
    if (isReplay) facts.headers['Idempotent-Replayed'] = 'true'
    return toAnswer(answer)
  }
}

async function callUseCase(c: Context, operation: Operation, handle: UseCase, actor: Actor, bytes: Uint8Array) {
  const input = parseInput(operation, { params: c.req.param(), query: c.req.queries(), body: bodyOf(c, bytes) })
  const output = await handle(actor, input)
  return answersOf(operation, output)
}

/** undefined: there is no body. */
function bodyOf(c: Context, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined
  requireJson(c.req.header('content-type') ?? null, c.req.header('content-encoding') ?? null)
  return parseJson(bytes)
}

/** The answer with its secrets, and the one that may be kept for a twin of the request. */
function answersOf(operation: Operation, output: unknown): { fresh: OnceAnswer; kept: OnceAnswer } {
  const { status, schema, mayCreate } = operation.success
  if (status === 204) return { fresh: { status, response: null }, kept: { status, response: null } }
  const put = mayCreate ? (output as { created: boolean; view: unknown }) : { created: false, view: output }
  // Parsing drops whatever the contract does not name, so that nothing leaks through a row that grew a column.
  const view = schema.parse(put.view) as Record<string, unknown>
  const withoutSecrets = Object.fromEntries(
    Object.entries(view).filter(([name]) => !operation.secretFields.includes(name)),
  )
  const code = put.created ? 201 : status
  return {
    fresh: { status: code, response: JSON.stringify(view) },
    kept: { status: code, response: JSON.stringify(withoutSecrets) },
  }
}

function idempotencyKeyOf(c: Context): string | undefined {
  const given = c.req.header('idempotency-key')
  if (given === undefined || isHeaderText(given)) return given
  throw new PostriderError('validation_failed', 'An Idempotency-Key has 1 to 256 visible ASCII characters.')
}

function toAnswer(answer: OnceAnswer): Answer {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' }
  if (answer.response !== null) headers['Content-Type'] = 'application/json'
  return { status: answer.status, body: answer.response, headers }
}
