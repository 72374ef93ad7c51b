import { PostriderError } from '../contract/errors.ts'
import { matchesAnyPattern } from '../contract/event-pattern.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf } from '../contract/operation.ts'
import type { MatchPreview, subscriptionOperations } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { resolveOwner } from '../subscriptions/resolve-owner.ts'
import { findRecentEvents, type RecentEvent } from './recent-event-store.ts'

/** Enough to tell whether a pattern is right, and one index read. */
const lookedAt = 1_000
const sampled = 5

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
  const events = await findRecentEvents(tenantId, lookedAt, input.filter ?? null)
  const matching = events.filter(({ type, version, fits }) => fits && matchesAnyPattern(input.events, type, version))
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

const acceptedAt = ({ id }: RecentEvent): string => new Date(millisecondsOf(id)).toISOString()
