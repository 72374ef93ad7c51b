import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { raiseAlerts } from '../server/alerts/raise-alerts.ts'
import type { DeliveryEngine } from '../server/delivery/delivery-engine.ts'
import { doorbellTask } from '../server/jobs/doorbell.ts'
import { keepHouse } from '../server/retention/keep-house.ts'

const Doorbell = z.object({ subscriptionId: z.uuid() })

/**
 * Each task parses its payload and calls one use case. Tasks never throw text of a receiver: a NUL character in an error message
 * kills a graphile-worker process.
 */
export function createTaskList(engine: DeliveryEngine): TaskList {
  return {
    [doorbellTask]: async (payload) => {
      const doorbell = Doorbell.safeParse(payload)
      if (doorbell.success) await engine.ring(doorbell.data.subscriptionId)
    },
    keep_house: async () => keepHouse(),
    raise_alerts: async () => raiseAlerts(),
  }
}
