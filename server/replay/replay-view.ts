import { toId } from '../contract/ids.ts'
import type { Replay } from '../contract/replay.ts'
import type { ReplayRow } from './replay-store.ts'

/** A replay as the API shows it. */
export function replayView(row: ReplayRow): Replay {
  return {
    id: toId('replay', row.id),
    tenant: toId('tenant', row.tenantId),
    subscription: row.subscriptionId === null ? null : toId('subscription', row.subscriptionId),
    url: row.url,
    from: row.fromAt.toISOString(),
    to: row.toAt.toISOString(),
    types: row.types,
    include: row.include,
    matching: row.matching && {
      ...row.matching,
      ...(row.matching.event && { event: toId('event', row.matching.event) }),
    },
    rate_per_second: row.ratePerSecond,
    status: row.status,
    total: row.total,
    queued: row.queued,
    done: row.done,
    failed: row.failed,
    eta_seconds: etaSeconds(row),
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    completed_at: row.completedAt?.toISOString() ?? null,
  }
}

/** Slower than one in a hundred seconds is standing still: no honest ETA. */
const leastSpeed = 0.01

/** What is left at the speed of late; before anything is known, at the rate that was asked for. */
export function etaSeconds(row: Pick<ReplayRow, 'status' | 'remaining' | 'speed' | 'ratePerSecond'>): number | null {
  if (row.status === 'completed' || row.status === 'cancelled') return 0
  if (row.status === 'paused') return null
  const speed = row.speed ?? row.ratePerSecond
  return speed === null || speed < leastSpeed ? null : Math.ceil(row.remaining / speed)
}
