import { hash } from 'node:crypto'
import { notFound, PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import { validateEventData } from '../event-types/validate-event-data.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { newUuid } from '../platform/uuid.ts'
import { AcceptQueue } from './accept-queue.ts'
import { readIdempotencyKeys } from './accept-store.ts'
import type { AcceptedEvent } from './accepted-event.ts'
import { deliveryId } from './delivery-id.ts'
import { eventBody } from './event-body.ts'
import { type Catalogue, MatchingCache, type TenantMatcher } from './matching-cache.ts'
import type { CatalogueEntry } from './matching-store.ts'
import type { ParsedEvent } from './publish-request.ts'
import { onlyTurn, type Turn } from './request-order.ts'

export interface PublishOptions {
  /** Of the request, for events that bring none. */
  correlationId?: string
  /** W3C trace context of the request. */
  traceparent?: string
  /** uuid: deliver to this subscription only, past pause, order and circuit (a test event). */
  onlySubscription?: string
}

export interface StoredEvent {
  /** uuid */
  eventId: string
  duplicate: boolean
  deliveries: number
}

/** Keys expire after a day, what could not be delivered after three (docs/reliability.md). */
const queue = new AcceptQueue({ idempotencyWindowSeconds: 24 * 3600, timeToLiveSeconds: 3 * 24 * 3600 })
const cache = new MatchingCache()
/** A tenant that changes faster than this many matchings of one event is not a race any more. */
const maxMatchings = 20

/** Keys on their way to the database in this process: a twin waits for its elder instead of asking. */
const keysUnderWay = new Map<string, { bodyHash: string; stored: Promise<StoredEvent> }>()

/** Stores one event. Throws PostriderError for what the publisher can mend, else what PostgreSQL throws. */
export async function publishEvent(
  actor: Actor,
  event: ParsedEvent,
  options: PublishOptions,
  turn: Turn = onlyTurn,
): Promise<StoredEvent> {
  const key = event.fields.idempotency_key
  if (key === undefined) return storeEvent(actor, event, options, null, turn)
  const bodyHash = hashOf(event)
  // Per actor's reach: whoever may not see the tenant must not learn of its keys.
  const name = `${actor.tenantId ?? ''} ${event.fields.tenant} ${key}`
  const elder = keysUnderWay.get(name)
  if (elder) {
    // When the elder fails, its twin tries by itself.
    const stored = await elder.stored.catch(() => null)
    if (stored) return duplicateOf(stored, elder.bodyHash, bodyHash, key)
  }
  const stored = storeEvent(actor, event, options, bodyHash, turn)
  const entry = { bodyHash, stored }
  keysUnderWay.set(name, entry)
  try {
    return await stored
  } finally {
    if (keysUnderWay.get(name) === entry) keysUnderWay.delete(name)
  }
}

async function storeEvent(
  actor: Actor,
  event: ParsedEvent,
  options: PublishOptions,
  bodyHash: string | null,
  turn: Turn,
): Promise<StoredEvent> {
  const eventId = newUuid()
  const occurredAt = event.fields.occurred_at ?? new Date(clock.now()).toISOString()
  let catalogue = cache.cachedCatalogue() ?? (await cache.loadCatalogue())
  for (let matching = 0; matching < maxMatchings; matching++) {
    const matcher = await tenantOf(actor, event.fields.tenant)
    const found = await entryOf(catalogue, event.fields.type, event.fields.version)
    catalogue = found.catalogue
    const warnings = await warningsOf(found.entry, event, catalogue.version)
    const prepared = prepare({ eventId, occurredAt, event, options, bodyHash, matcher, entry: found.entry, warnings })
    const { version } = catalogue
    const matchedFrom = `${prepared.tenantVersion} ${version}`
    const outcome = await turn.enter(matchedFrom, async () => queue.accept(prepared, version))
    if (outcome === 'accepted') return { eventId, duplicate: false, deliveries: prepared.targets.length }
    if (outcome === 'stale') {
      turn.again()
      cache.forgetTenant(event.fields.tenant, matcher)
      catalogue = await cache.loadCatalogue(catalogue)
      continue
    }
    const key = event.fields.idempotency_key as string
    const [earlier] = await readIdempotencyKeys([{ tenantId: matcher.tenant.id, key }])
    if (earlier) return duplicateOf(earlier, earlier.bodyHash, bodyHash as string, key)
    // The key expired between the two statements: try again as new.
  }
  throw new PostriderError('unavailable', 'The subscriptions of this tenant change too fast. Try again in a second.', {
    retryAfterSeconds: 1,
  })
}

async function tenantOf(actor: Actor, name: string): Promise<TenantMatcher> {
  const matcher = cache.cachedTenant(name) ?? (await cache.loadTenant(name))
  if (!matcher || (actor.tenantId !== null && actor.tenantId !== matcher.tenant.id)) throw notFound('tenant', name)
  return matcher
}

/** The catalogue entry of a type; without a version the newest. An unknown one is looked up in a fresh catalogue first. */
async function entryOf(
  catalogue: Catalogue,
  type: string,
  version: string | undefined,
): Promise<{ entry: CatalogueEntry; catalogue: Catalogue }> {
  const find = (from: Catalogue): CatalogueEntry | undefined =>
    version === undefined
      ? from.byName.get(type)?.at(-1)
      : from.byName.get(type)?.find((entry) => entry.version === version)
  const entry = find(catalogue)
  if (entry) return { entry, catalogue }
  const fresh = await cache.loadCatalogue(catalogue)
  const late = find(fresh)
  if (late) return { entry: late, catalogue: fresh }
  const known = fresh.byName.has(type)
  throw new PostriderError(
    'validation_failed',
    known
      ? `The event type ${type} has no version ${version}. Use one that GET /api/v1/webhooks/event-types lists.`
      : `There is no event type ${type}. Create it with POST /api/v1/webhooks/event-types, or use one that is listed there.`,
    { errors: [{ pointer: known ? '/version' : '/type', message: 'is not in the catalogue' }] },
  )
}

async function warningsOf(entry: CatalogueEntry, event: ParsedEvent, catalogueVersion: string): Promise<string | null> {
  if (entry.validation === 'off') return null
  const errors = await validateEventData(entry.name, entry.version, event.data, catalogueVersion)
  if (errors.length === 0) return null
  if (entry.validation === 'warn') return JSON.stringify(errors.slice(0, 10))
  throw new PostriderError(
    'validation_failed',
    `data does not fit the schema of ${entry.name} version ${entry.version}.`,
    {
      errors: errors.map((error) => ({ pointer: `/data${error.pointer}`, message: error.message })),
    },
  )
}

function prepare(from: {
  eventId: string
  occurredAt: string
  event: ParsedEvent
  options: PublishOptions
  bodyHash: string | null
  matcher: TenantMatcher
  entry: CatalogueEntry
  warnings: string | null
}): AcceptedEvent {
  const { eventId, event, options, matcher, entry } = from
  const { tenant } = matcher
  const matches = matcher.matches(entry.name, entry.version)
  const subscriptions =
    options.onlySubscription === undefined
      ? matches.subscriptions
      : tenant.subscriptions.filter((subscription) => subscription.id === options.onlySubscription)
  const correlationId = event.fields.correlation_id ?? options.correlationId ?? null
  const test = options.onlySubscription !== undefined || event.fields.test === true
  return {
    id: eventId,
    tenantId: tenant.id,
    tenantVersion: tenant.version,
    type: entry.name,
    version: entry.version,
    body: eventBody({
      id: toId('event', eventId),
      type: entry.name,
      version: entry.version,
      occurredAt: from.occurredAt,
      tenant: tenant.uid ?? toId('tenant', tenant.id),
      correlationId: correlationId ?? toId('event', eventId),
      test,
      data: event.data,
    }),
    occurredAt: from.occurredAt,
    correlationId,
    traceparent: options.traceparent ?? null,
    idempotencyKey: event.fields.idempotency_key ?? null,
    bodyHash: from.bodyHash,
    targets: subscriptions.map((subscription) => ({
      deliveryId: deliveryId(eventId, subscription.id),
      subscriptionId: subscription.id,
      appId: subscription.appId,
      // A test send passes a blocked head, so it has no place in the order.
      fifo: subscription.fifo && options.onlySubscription === undefined,
    })),
    skipped: options.onlySubscription === undefined ? matches.skipped : null,
    warnings: from.warnings,
    test: options.onlySubscription !== undefined,
  }
}

/** Everything the publisher chose: the same key with anything else in it is another event. */
function hashOf(event: ParsedEvent): string {
  const { type, version, occurred_at, correlation_id } = event.fields
  const fields = JSON.stringify([type, version ?? null, occurred_at ?? null, correlation_id ?? null])
  return hash('sha256', Buffer.concat([Buffer.from(fields), event.data]), 'hex')
}

function duplicateOf(
  earlier: { eventId: string; deliveries: number },
  earlierHash: string,
  ownHash: string,
  key: string,
): StoredEvent {
  if (earlierHash !== ownHash) {
    throw new PostriderError(
      'idempotency_mismatch',
      `The idempotency key ${JSON.stringify(key)} was used for event ${toId('event', earlier.eventId)} with another body. Use a new key for a new event.`,
    )
  }
  return { eventId: earlier.eventId, duplicate: true, deliveries: earlier.deliveries }
}
