import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { raiseAlerts } from '../server/alerts/raise-alerts.ts'
import { tellAlerts } from '../server/alerts/tell-alerts.ts'
import { deleteLeftToken } from '../server/inbox/delete-left-token.ts'
import { leftTokenTask } from '../server/inbox/inbox-store.ts'
import { doorbellTask } from '../server/jobs/doorbell.ts'
import type { DeliveryEngine } from '../server/lanes/delivery-engine.ts'
import { endLostSessions } from '../server/listen/end-lost-sessions.ts'
import { replayTask, ringForgottenReplays } from '../server/replay/replay-job-store.ts'
import { runReplay } from '../server/replay/run-replay.ts'
import { keepHouse } from '../server/retention/keep-house.ts'
import type { Retention } from '../server/retention/retention.ts'
import { rollUpStats } from '../server/stats/roll-up-stats.ts'

const Doorbell = z.object({ subscriptionId: z.uuid() })
const ReplayJob = z.object({ replayId: z.uuid() })
const LeftToken = z.object({ token: z.string(), remoteUrl: z.string() })

/**
 * Each task parses its payload and calls one use case. Tasks never throw text of a receiver: a NUL character in an error message
 * kills a graphile-worker process. `stopping`: long tasks end soon and leave the rest to others.
 */
export function createTaskList(engine: DeliveryEngine, stopping: AbortSignal, retention: Retention): TaskList {
  return {
    [doorbellTask]: async (payload) => {
      const doorbell = Doorbell.safeParse(payload)
      if (doorbell.success) await engine.ring(doorbell.data.subscriptionId)
    },
    [replayTask]: async (payload) => {
      const job = ReplayJob.safeParse(payload)
      if (job.success) await runReplay(job.data.replayId, stopping)
    },
    [leftTokenTask]: async (payload) => {
      const left = LeftToken.safeParse(payload)
      if (left.success) await deleteLeftToken(left.data)
    },
    ring_forgotten_replays: async () => ringForgottenReplays(),
    keep_house: async () => keepHouse(retention),
    end_lost_sessions: async () => endLostSessions(),
    raise_alerts: async () => {
      await raiseAlerts()
      await tellAlerts()
    },
    roll_up_stats: async () => rollUpStats(stopping),
  }
}
