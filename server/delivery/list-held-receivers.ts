import type { HeldReceiver } from '../contract/held-receiver.ts'
import { toId } from '../contract/ids.ts'
import { clock } from '../platform/clock.ts'
import { replayHold } from '../replay/replay-hold.ts'
import { findLaneHolds } from './held-receiver-store.ts'

/** So many are named, those with the most first. */
const shown = 20

/** For whom what is sent again waits. `counts`: deliveries by the uuid of their subscription. */
export async function listHeldReceivers(counts: ReadonlyMap<string, number>): Promise<HeldReceiver[]> {
  const holds = await findLaneHolds([...counts.keys()])
  return holds
    .flatMap(({ id, url, failingSince, code, error, ...heldBy }) => {
      const hold = replayHold(heldBy, clock.now())
      if (hold === null) return []
      const isFailing = hold.reason === 'circuit_open'
      return {
        ...hold,
        subscription: toId('subscription', id),
        url,
        count: counts.get(id) ?? 0,
        since: isFailing ? (failingSince?.toISOString() ?? null) : null,
        until: hold.reason === 'retry_after' ? (heldBy.heldUntil?.toISOString() ?? null) : null,
        code: isFailing ? code : null,
        error: isFailing ? error : null,
      }
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, shown)
}
