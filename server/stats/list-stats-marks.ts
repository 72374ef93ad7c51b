import { toId, uuidOf } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { StatsMark } from '../contract/stats-mark.ts'
import type { Actor } from '../platform/actor.ts'
import { readAuditMarks, readCircuitMarks, readMarkedSubscriptions } from './stats-mark-store.ts'
import { timesOf } from './stats-range.ts'
import { resolveStatsReach } from './stats-reach.ts'

/** More would cover the chart. A circuit that opens over and over must not drive out what people did. */
const shown = { changes: 100, circuits: 50 }

/** Among several subscriptions a receiver that restarts is no outage. */
const briefSeconds = 60

const kindOf: Record<string, StatsMark['kind']> = {
  'subscription.create': 'created',
  'subscription.update': 'edited',
  'subscription.rotate_secret': 'secret_rotated',
  'subscription.pause': 'paused',
  'subscription.resume': 'resumed',
  'subscription.disable': 'disabled',
  'subscription.delete': 'deleted',
  circuit_opened: 'circuit_opened',
  circuit_closed: 'circuit_closed',
}

/** What was done to subscriptions and what happened to their circuits, oldest first; the newest 100 and the newest 50. */
export async function listStatsMarks(actor: Actor, input: Input<'listStatsMarks'>): Promise<Output<'listStatsMarks'>> {
  const { reach, subscriptionId } = await resolveStatsReach(actor, input)
  const span = timesOf(input)
  // Audit entries know the tenant alone: for an app its subscriptions have to be named.
  const some = subscriptionId
    ? [subscriptionId]
    : reach.appId
      ? [...(await readMarkedSubscriptions(reach, null)).keys()]
      : null
  const targets = some?.map((id) => toId('subscription', id)) ?? null
  const actions = Object.keys(kindOf).filter((what) => what.startsWith('subscription.'))
  const [audited, circuits] = await Promise.all([
    readAuditMarks(reach.tenantId, span, { actions, targets }, shown.changes),
    readCircuitMarks(
      reach.tenantId,
      span,
      { ids: some, leastSeconds: subscriptionId ? 0 : briefSeconds },
      shown.circuits,
    ),
  ])
  const marks = [
    ...audited.map(({ at, what, target }) => ({ at, what, id: uuidOf('subscription', target) ?? '' })),
    ...circuits.map(({ at, what, subscriptionId: id }) => ({ at, what, id })),
  ]
  const known = await readMarkedSubscriptions(reach, [...new Set(marks.map(({ id }) => id))].filter(Boolean))
  const data = marks.flatMap(({ at, what, id }): StatsMark[] => {
    const [marked, kind] = [known.get(id), kindOf[what]]
    if (!marked || !kind) return []
    return [
      {
        at: at.toISOString(),
        kind,
        subscription: toId('subscription', id),
        url: marked.url,
        subscription_deleted: marked.isDeleted,
        tenant: toId('tenant', marked.tenantId),
      },
    ]
  })
  return { data: data.reverse().sort((a, b) => a.at.localeCompare(b.at)) }
}
