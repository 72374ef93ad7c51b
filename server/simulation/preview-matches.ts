import { PostriderError } from '../contract/errors.ts'
import { matchesAnyPattern } from '../contract/event-pattern.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf } from '../contract/operation.ts'
import type { MatchPreview, subscriptionOperations } from '../contract/subscription.ts'
import { compileFilter, type FilterTest } from '../contract/subscription-filter.ts'
import { fittingEvents } from '../events/fitting-events.ts'
import type { Actor } from '../platform/actor.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { resolveOwner } from '../subscriptions/resolve-owner.ts'
import { findRecentEvents, type RecentEvent } from './recent-event-store.ts'

/** Enough to tell whether a pattern is right, and one index read. */
const lookedAt = 1_000
const sampled = 5
/** Read for a filter: a second's work. Of events of the usual size it is all of them. */
const mostBytes = 16 * 1024 * 1024

/** What patterns and a filter would have matched lately, so that a wrong one is seen before it is saved. */
export async function previewMatches(
  actor: Actor,
  input: InputOf<typeof subscriptionOperations.previewMatches>,
): Promise<MatchPreview> {
  const { tenantId, appId } = await resolveOwner(actor, input)
  if (actor.appId !== null && input.filter) {
    // It would tell, question by question, what events say that the app never got.
    const message = 'cannot be tried by an app, which sees only the events that it got'
    throw new PostriderError('validation_failed', `The filter ${message}.`, {
      errors: [{ pointer: '/filter', message }],
    })
  }
  const recent = await findRecentEvents(tenantId, lookedAt)
  const matchesPatterns = ({ type, version }: RecentEvent) => matchesAnyPattern(input.events, type, version)
  const events = input.filter ? withinBytes(recent, matchesPatterns) : recent
  const listened = events.filter(matchesPatterns)
  const matching = input.filter ? await fitting(tenantId, listened, compileFilter(input.filter)) : listened
  const oldest = events.at(-1)
  const groups = [...Map.groupBy(matching, ({ type, version }) => `${type}@${version}`).values()]
  return {
    looked: events.length,
    since: oldest ? acceptedAt(oldest) : null,
    matched: matching.length,
    types: groups
      .sort((a, b) => b.length - a.length)
      .map((group) => {
        const newest = group[0] as RecentEvent
        return { type: newest.type, version: newest.version, count: group.length, last_at: acceptedAt(newest) }
      }),
    // An app sees the events that it got, and it got none of these.
    sample:
      appId === null
        ? matching.slice(0, sampled).map((event) => ({
            event: toId('event', event.id),
            type: event.type,
            version: event.version,
            accepted_at: acceptedAt(event),
          }))
        : [],
  }
}

/** The newest of them, up to where reading those that are `read` would take too much. */
function withinBytes(events: RecentEvent[], read: (event: RecentEvent) => boolean): RecentEvent[] {
  let bytes = 0
  const end = events.findIndex((event) => {
    if (read(event)) bytes += event.bytes
    return bytes > mostBytes
  })
  return end === -1 ? events : events.slice(0, Math.max(end, 1))
}

async function fitting(tenantId: string, events: RecentEvent[], fits: FilterTest): Promise<RecentEvent[]> {
  const ids = await fittingEvents(
    tenantId,
    events.map(({ id }) => id),
    fits,
  )
  return events.filter(({ id }) => ids.has(id))
}

const acceptedAt = ({ id }: RecentEvent): string => new Date(millisecondsOf(id)).toISOString()
