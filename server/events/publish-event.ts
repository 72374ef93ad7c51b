import { hash } from 'node:crypto'
import { notFound, PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import { timeToLiveSeconds } from '../contract/retry-limits.ts'
import { validateEventData } from '../event-types/validate-event-data.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { retryDeadlocks } from '../platform/retry-deadlocks.ts'
import { newUuid } from '../platform/uuid.ts'
import { AcceptQueue } from './accept-queue.ts'
import { type AcceptOutcome, acceptBatch, readIdempotencyKeys } from './accept-store.ts'
import type { AcceptedEvent } from './accepted-event.ts'
import { deliveryId } from './delivery-id.ts'
import { eventBody } from './event-body.ts'
import { whileTenantHeld } from './held-tenant-store.ts'
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
  /** What does not fit the schema, as JSON; null: nothing. */
  warnings: string | null
}

/** Keys expire after a day. */
const policy = { idempotencyWindowSeconds: 24 * 3600, timeToLiveSeconds }
const queue = new AcceptQueue(policy)
const cache = new MatchingCache()
/** A tenant that changed during this many matchings of one event stands still during the next. */
const freeMatchings = 4
/** What was being loaded when it began to stand still may be old: once for the tenant, once for the catalogue. */
const heldMatchings = 3
/** Keys that expire between two looks and names that move to other tenants do not do so more often. */
const maxMatchings = 20
/** Held matchings take turns: each keeps a connection, and needs another one to load by. */
let lastHeld: Promise<unknown> = Promise.resolve()

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

/** An event on its way, whatever it is matched with. */
interface Publication {
  actor: Actor
  event: ParsedEvent
  options: PublishOptions
  bodyHash: string | null
  eventId: string
  occurredAt: string
}

interface Match {
  matcher: TenantMatcher
  catalogue: Catalogue
  prepared: AcceptedEvent
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
  const publication = { actor, event, options, bodyHash, eventId, occurredAt }
  let catalogue = cache.cachedCatalogue() ?? (await cache.loadCatalogue())
  for (let matchings = 0; matchings < maxMatchings; matchings++) {
    const free = await matchEvent(publication, cache.cachedTenant(event.fields.tenant), catalogue)
    const { match, outcome } =
      matchings < freeMatchings ? await storeFree(free, turn) : await storeHeld(publication, free, turn)
    if (outcome === 'accepted') {
      const { targets, warnings } = match.prepared
      return { eventId, duplicate: false, deliveries: targets.length, warnings }
    }
    if (outcome === 'stale') {
      turn.again()
      cache.forgetTenant(event.fields.tenant, match.matcher)
      catalogue = await cache.loadCatalogue(match.catalogue)
      continue
    }
    catalogue = match.catalogue
    const key = event.fields.idempotency_key as string
    const [earlier] = await readIdempotencyKeys([{ tenantId: match.prepared.tenantId, key }])
    if (earlier) return duplicateOf(earlier, earlier.bodyHash, bodyHash as string, key)
    // The key expired between the two statements: try again as new.
  }
  throw new PostriderError('unavailable', 'The subscriptions of this tenant change too fast. Try again in a second.', {
    retryAfterSeconds: 1,
  })
}

interface Stored {
  match: Match
  outcome: AcceptOutcome
}

/** With others in one statement; `stale` when the tenant or the catalogue was changed since the matching. */
async function storeFree(match: Match, turn: Turn): Promise<Stored> {
  const { prepared, catalogue } = match
  const matchedFrom = `${prepared.tenantVersion} ${catalogue.version}`
  return { match, outcome: await turn.enter(matchedFrom, async () => queue.accept(prepared, catalogue.version)) }
}

/**
 * Alone, while nobody can change the tenant: it comes through however fast it is changed. What is loaded meanwhile serves the
 * events beside it too. `stale` only when the tenant's name went to another one.
 */
function storeHeld(publication: Publication, before: Match, turn: Turn): Promise<Stored> {
  const name = publication.event.fields.tenant
  const store = () =>
    whileTenantHeld(before.prepared.tenantId, async (client): Promise<Stored> => {
      let stored: Stored = { match: before, outcome: 'stale' }
      for (let matchings = 0; matchings < heldMatchings && stored.outcome === 'stale'; matchings++) {
        cache.forgetTenant(name, stored.match.matcher)
        const match = await matchEvent(publication, undefined, await cache.loadCatalogue(stored.match.catalogue))
        const [outcome] = await acceptBatch([match.prepared], match.catalogue.version, policy, client)
        stored = { match, outcome: outcome as AcceptOutcome }
      }
      return stored
    })
  return turn.enter(`held for ${publication.eventId}`, () => {
    const stored = lastHeld.then(() => retryDeadlocks(store))
    lastHeld = stored.catch(() => undefined)
    return stored
  })
}

/** `known`: the tenant as this process last saw it; undefined: it is loaded. */
async function matchEvent(
  publication: Publication,
  known: TenantMatcher | undefined,
  catalogue: Catalogue,
): Promise<Match> {
  const { actor, event } = publication
  const { tenant, type, version } = event.fields
  const matcher = known ?? (await cache.loadTenant(tenant))
  if (!matcher || (actor.tenantId !== null && actor.tenantId !== matcher.tenant.id)) throw unknownTenant(tenant)
  const found = await entryOf(catalogue, type, version)
  const warnings = await warningsOf(found.entry, event, found.catalogue.version)
  const prepared = prepare({ ...publication, matcher, entry: found.entry, warnings })
  return { matcher, catalogue: found.catalogue, prepared }
}

function unknownTenant(tenant: string): PostriderError {
  const { code, message } = notFound('tenant', tenant)
  return new PostriderError(code, `${message} A key of the operator makes one with PUT /api/v1/tenants/{uid}.`, {
    errors: [{ pointer: '/tenant', message: 'is no tenant that this key reaches' }],
  })
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

function prepare(
  from: Publication & { matcher: TenantMatcher; entry: CatalogueEntry; warnings: string | null },
): AcceptedEvent {
  const { eventId, event, options, matcher, entry } = from
  const { tenant } = matcher
  const { subscriptions, skipped } =
    options.onlySubscription === undefined
      ? matcher.matches(entry.name, entry.version, () => JSON.parse(Buffer.from(event.data).toString()))
      : { subscriptions: tenant.subscriptions.filter(({ id }) => id === options.onlySubscription), skipped: null }
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
    skipped,
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
  earlier: Omit<StoredEvent, 'duplicate'>,
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
  const { eventId, deliveries, warnings } = earlier
  return { eventId, duplicate: true, deliveries, warnings }
}
