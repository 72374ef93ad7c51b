import type { DeliveryStatus } from '../contract/delivery.ts'
import { PostriderError } from '../contract/errors.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { percentile } from './latency-histogram.ts'
import { bucketMs, bucketsOf } from './stats-range.ts'
import { resolveStatsReach } from './stats-reach.ts'
import { readActivity, readLastDeliveries } from './subscription-activity-store.ts'

/** As many as a page of the list has at most. */
const mostSubscriptions = 100
const dayMs = 24 * bucketMs.hour

/** The last 24 hours of many subscriptions at once. Those that the actor may not see are left out. */
export async function listSubscriptionActivity(
  actor: Actor,
  input: Input<'listSubscriptionActivity'>,
): Promise<Output<'listSubscriptionActivity'>> {
  const { reach } = await resolveStatsReach(actor, input)
  const asked = input.ids?.split(',').flatMap((id) => uuidOf('subscription', id.trim()) ?? [])
  if (asked && asked.length > mostSubscriptions) {
    const message = `At most ${mostSubscriptions} ids at a time.`
    throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/ids', message }] })
  }
  const last = await readLastDeliveries(reach, asked ?? null, mostSubscriptions)
  const hour = Math.floor(clock.now() / bucketMs.hour) * bucketMs.hour
  const range = { from: hour - dayMs, to: hour + bucketMs.hour }
  const ids = last.map(({ subscriptionId }) => subscriptionId)
  const activity = new Map((await readActivity(reach, ids, range)).map((row) => [row.subscriptionId, row]))
  return {
    data: last.map(({ subscriptionId, deliveryId, status }) => {
      const row = activity.get(subscriptionId)
      const hours = new Map(
        row?.hours.map(([at, attempts, succeeded, probes]) => [
          at,
          { attempts, failed: attempts - succeeded, failed_probes: probes },
        ]),
      )
      return {
        subscription: toId('subscription', subscriptionId),
        hours: bucketsOf({ ...range, bucket: 'hour' }).map((at) => ({
          at: new Date(at).toISOString(),
          ...(hours.get(at) ?? { attempts: 0, failed: 0, failed_probes: 0 }),
        })),
        attempts: row?.attempts ?? 0,
        succeeded: row?.succeeded ?? 0,
        failed_probes: row?.failedProbes ?? 0,
        latency_p95_ms: percentile(row?.latency ?? [], 0.95),
        last_delivery:
          deliveryId === null
            ? null
            : {
                id: toId('delivery', deliveryId),
                status: status as DeliveryStatus,
                created_at: new Date(millisecondsOf(deliveryId)).toISOString(),
              },
      }
    }),
  }
}
