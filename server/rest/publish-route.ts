import { verifyKeySignature } from '../api-keys/key-signature.ts'
import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import { isHeaderText } from '../events/event-fields.ts'
import { type PublishResult, publishEvents } from '../events/publish-events.ts'
import { type ParsedEvent, parsePublishRequest } from '../events/publish-request.ts'
import { requireScope } from '../platform/actor.ts'
import type { PublishLimits, PublishVerdict } from '../rate-limit/publish-limits.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import type { Gate } from './gate.ts'
import { requireJson } from './parse-json.ts'
import { problemOf } from './problem-answer.ts'
import { rateLimitHeaders, tooManyRequests } from './rate-limit-headers.ts'
import { readBody } from './read-body.ts'
import type { RequestFacts, Route } from './serve-request.ts'

const maxBodyBytes = 8 * 1024 * 1024

type Item = ParsedEvent | PostriderError

/**
 * `POST /api/v1/webhooks/events`. Bound by hand: it works on the raw bytes, without zod and without a statement of its own
 * on the way, because thousands come in a second.
 */
export function publishRoute(gate: Gate, limits: PublishLimits): Route {
  return async (c, facts) => {
    const { key, presented, actor } = await gate.admit(facts.header('authorization') ?? null, facts.ip, facts.id)
    facts.actor = actor
    requireScope(actor, 'events:write')
    requireJson(facts.header('content-type') ?? null, facts.header('content-encoding') ?? null)
    const bytes = await readBody(c.req.raw, facts.incoming, maxBodyBytes)
    if (key.requireSignature) verifyKeySignature(presented, facts.header('x-pt-signature'), bytes)

    const request = parsePublishRequest(bytes, actor.tenantId && toId('tenant', actor.tenantId))
    applyIdempotencyKey(request, facts.header('idempotency-key'))
    const keyVerdict = limits.takeForKey(key, request.events.length)
    if (keyVerdict !== null) requireRate(facts, 'publish-key', 'This key publishes too fast.', await keyVerdict)
    const events = await withinTenantLimits(limits, facts, actor.tenantId, request.events)

    const results = await publishEvents(actor, { events, ...traceOf(facts) })
    return request.single ? singleAnswer(results[0] as PublishResult) : batchAnswer(results, facts.id)
  }
}

/** In the single form the header is the event's key; in a batch it could not say which event it means. */
function applyIdempotencyKey(request: { single: boolean; events: Item[] }, header: string | undefined): void {
  if (header === undefined) return
  if (!request.single) {
    throw new PostriderError(
      'validation_failed',
      'A batch takes no Idempotency-Key: give each event its idempotency_key.',
    )
  }
  if (!isHeaderText(header)) {
    throw new PostriderError('validation_failed', 'An Idempotency-Key has 1 to 256 visible ASCII characters.')
  }
  const [event] = request.events
  if (event === undefined || event instanceof PostriderError) return
  const given = event.fields.idempotency_key
  if (given !== undefined && given !== header) {
    throw new PostriderError('validation_failed', 'The Idempotency-Key and idempotency_key differ: send one of them.', {
      errors: [{ pointer: '/idempotency_key', message: 'differs from the header Idempotency-Key' }],
    })
  }
  event.fields.idempotency_key = header
}

/** An event beyond its tenant's limit is turned back by itself; the others of a batch go on. */
async function withinTenantLimits(
  limits: PublishLimits,
  facts: RequestFacts,
  boundTo: string | null,
  events: Item[],
): Promise<Item[]> {
  const counts = new Map<string, number>()
  for (const event of events) {
    if (event instanceof PostriderError) continue
    counts.set(event.fields.tenant, (counts.get(event.fields.tenant) ?? 0) + 1)
  }
  const refused = new Map<string, PostriderError>()
  for (const [tenant, count] of counts) {
    const verdict = await limits.takeForTenant(tenant, boundTo, count)
    if (verdict === null) continue
    Object.assign(facts.headers, rateLimitHeaders('publish-tenant', verdict.limit, verdict))
    if (!verdict.isAllowed) refused.set(tenant, tooManyRequests('This tenant publishes too fast.', verdict))
  }
  if (refused.size === 0) return events
  return events.map((event) => (event instanceof PostriderError ? event : (refused.get(event.fields.tenant) ?? event)))
}

function requireRate(facts: RequestFacts, policy: string, what: string, verdict: PublishVerdict): void {
  Object.assign(facts.headers, rateLimitHeaders(policy, verdict.limit, verdict))
  if (!verdict.isAllowed) throw tooManyRequests(what, verdict)
}

const traceparentPattern = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/

/** A traceparent that is not one is ignored, as W3C Trace Context asks; its trace id correlates where nothing else does. */
function traceOf(facts: RequestFacts): { correlationId?: string; traceparent?: string } {
  const traceparent = facts.header('traceparent')
  const traceId = traceparent === undefined ? undefined : traceparentPattern.exec(traceparent)?.[1]
  const correlationId = facts.header('x-correlation-id')
  if (correlationId !== undefined && !isHeaderText(correlationId)) {
    throw new PostriderError('validation_failed', 'An X-Correlation-Id has 1 to 256 visible ASCII characters.')
  }
  return {
    ...((correlationId ?? traceId) === undefined ? {} : { correlationId: correlationId ?? traceId }),
    ...(traceId === undefined ? {} : { traceparent }),
  }
}

function singleAnswer(result: PublishResult): Answer {
  if (result instanceof PostriderError) throw result
  return jsonAnswer(202, result)
}

function batchAnswer(results: PublishResult[], requestId: string): Answer {
  const shown = results.map((result) =>
    result instanceof PostriderError ? { error: problemOf(result, requestId) } : result,
  )
  return jsonAnswer(202, { results: shown })
}
