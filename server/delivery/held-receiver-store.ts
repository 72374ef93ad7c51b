import type { AttemptError } from '../contract/delivery.ts'
import { database } from '../platform/database.ts'
import type { ProbedHeldBy } from '../replay/replay-hold.ts'
import { joinLastFailure } from '../subscriptions/last-failure-store.ts'

export interface LaneHold extends ProbedHeldBy {
  /** The subscription's uuid. */
  id: string
  url: string
  failingSince: Date | null
  /** Of the last failure. */
  code: number | null
  error: AttemptError | null
}

/** What may hold live subscriptions, of these uuids. */
export async function findLaneHolds(ids: string[]): Promise<LaneHold[]> {
  return database().prisma.$queryRaw<LaneHold[]>`
    select s.id, s.url, s.status, l.circuit, l.held_until as "heldUntil", l.next_probe_at as "nextProbeAt",
           coalesce(l.failing_since, l.circuit_opened_at) as "failingSince", (f."lastFailure" ->> 'code')::int as code,
           f."lastFailure" ->> 'error' as error
      from subscriptions s
      join lane_states l on l.subscription_id = s.id ${joinLastFailure}
     where s.id = any(${ids}::uuid[]) and s.deleted_at is null`
}
