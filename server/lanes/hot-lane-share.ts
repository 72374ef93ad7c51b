import { ringLanes } from '../jobs/doorbell.ts'
import { logger } from '../platform/logger.ts'
import type { LaneRegistry } from './lane-registry.ts'
import type { WorkerLoad } from './worker-store.ts'

/** Small differences are left alone: moving a lane costs its events a few milliseconds. */
const slackLanes = 2
/** Lanes given away in one round, so that a new worker is not flooded with cold connections. */
const maxMovesPerRound = 16

/** How many lanes to give away: what this process has beyond its share of all hot lanes, when somebody else has less. */
export function lanesToGive(own: number, alive: WorkerLoad[]): number {
  if (alive.length < 2) return 0
  const total = alive.reduce((sum, worker) => sum + worker.hotLanes, 0)
  const share = Math.ceil(total / alive.length)
  return own > share + slackLanes ? Math.min(own - share, maxMovesPerRound) : 0
}

/** Spreads hot lanes over the living workers: a process with more than its share gives some away, one that starts finds some. */
export class HotLaneShare {
  private readonly registry: LaneRegistry
  private readonly workerId: string
  private giving = false

  constructor(registry: LaneRegistry, workerId: string) {
    this.registry = registry
    this.workerId = workerId
  }

  balance(alive: WorkerLoad[]): void {
    const hot = this.registry.hotLanes()
    const loads = alive.map((load) => (load.id === this.workerId ? { ...load, hotLanes: hot.length } : load))
    const count = lanesToGive(hot.length, loads)
    if (count === 0 || this.giving) return
    this.giving = true
    // Away means: read no more, record what is in flight, unlock without the last read, ring, leave the lane alone for a while.
    const moves = hot.slice(0, count).map(async (lane) => {
      await this.registry.giveAway(lane)
      await ringLanes([lane.subscriptionId])
    })
    void Promise.all(moves)
      .then(() => logger.info({ lanes: count }, 'gave hot lanes to other workers'))
      .catch((error: Error) => logger.warn({ error: error.message }, 'a lane was given away without a doorbell'))
      .finally(() => {
        this.giving = false
      })
  }
}
