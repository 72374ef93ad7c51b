import type { AttemptError } from '../contract/delivery.ts'
import { database } from '../platform/database.ts'
import type { ProbedHeldBy } from '../replay/replay-hold.ts'

export interface LaneHold extends ProbedHeldBy {
  /** The subscription's uuid. */
  id: string
  url: string
  failingSince: Date | null
  /** Of one of the deliveries that it failed lately. */
  code: number | null
  error: AttemptError | null
}

/** What may hold live subscriptions, of these uuids. */
export async function findLaneHolds(ids: string[]): Promise<LaneHold[]> {
  const { rows } = await database().pool.query<LaneHold>(
    `select s.id, s.url, s.status, l.circuit, l.held_until as "heldUntil", l.next_probe_at as "nextProbeAt",
            coalesce(l.failing_since, l.circuit_opened_at) as "failingSince", d.last_code as code, d.last_error as error
       from subscriptions s
       join lane_states l on l.subscription_id = s.id
       left join deliveries d on d.id = l.failed_deliveries[cardinality(l.failed_deliveries)]
      where s.id = any($1::uuid[]) and s.deleted_at is null`,
    [ids],
  )
  return rows
}
