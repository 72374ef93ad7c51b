import { disableSubscription } from '../lanes/disable-subscription.ts'
import { logger } from '../platform/logger.ts'
import { type AlertThresholds, findConditions, findHopeless, noteLastFailures, settleAlerts } from './alert-store.ts'

/** A receiver that restarts is no alert; one that is away for a minute is. */
const thresholds: AlertThresholds = { circuitOpenSeconds: 60, deadLettersPerHour: 20, oldestWaitingSeconds: 900 }

/** A subscription that only fails for so long is disabled: nobody is there any more. */
const hopelessAfterDays = 5

/** Opens and resolves alerts, and disables subscriptions that only failed for days. Safe to run anywhere at any time. */
export async function raiseAlerts(): Promise<void> {
  for (const subscription of await findHopeless(hopelessAfterDays)) await disableSubscription(subscription, 'failing')
  const { opened, resolved } = await settleAlerts(await findConditions(thresholds))
  await noteLastFailures()
  if (opened > 0 || resolved > 0) logger.info({ opened, resolved }, 'alerts changed')
}
