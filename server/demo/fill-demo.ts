import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { newSigningSecret } from '../signing/signing-secret.ts'
import { rollUpStats } from '../stats/roll-up-stats.ts'
import { defaultRetrySchedule } from '../subscriptions/default-retry-schedule.ts'
import { demoHistory } from './demo-history.ts'
import { countOwnData, insertDemoHistory } from './demo-store.ts'

/**
 * Fills an installation with thirty days of a made-up tenant. Throws `conflict` where there is data already: nobody could tell it
 * from theirs afterwards. `nowMs`: Unix milliseconds, the end of the thirty days.
 */
export async function fillDemo(
  actor: Actor,
  { nowMs = clock.now() }: { nowMs?: number } = {},
): Promise<{ tenant: string; events: number; deliveries: number; attempts: number }> {
  const own = await countOwnData()
  if (own.tenants + own.subscriptions + own.events > 0) {
    throw new PostriderError(
      'conflict',
      'This installation has data already. Fill one of its own: DATA_DIR=.demo npm run demo, then DATA_DIR=.demo npm start.',
    )
  }
  const history = demoHistory({ nowMs, newSecret: newSigningSecret, schedule: defaultRetrySchedule() })
  await insertDemoHistory(history, actor)
  await rollUpStats(undefined, nowMs)
  return {
    tenant: toId('tenant', history.tenantId),
    events: history.events.length,
    deliveries: history.subscriptions.reduce((sum, { deliveries }) => sum + deliveries.length, 0),
    attempts: history.subscriptions.reduce((sum, { attempts }) => sum + attempts.length, 0),
  }
}
