import { logger } from '../platform/logger.ts'
import { dropAttemptsOf, dropEventsOf, listOldDays } from './partition-store.ts'
import type { Retention } from './retention.ts'

/**
 * Drops the days that are older than the retention. A day of which something is still to be sent (to a paused
 * subscription, say) is kept whole until it is settled; a day that others are reading goes with the next round.
 */
export async function dropOldDays(retention: Retention): Promise<void> {
  for (const day of await listOldDays(['attempts'], retention.attemptDays)) {
    if ((await dropAttemptsOf(day)) === 'dropped') logger.info({ day }, 'a day of attempts was dropped')
  }
  for (const day of await listOldDays(['events', 'deliveries'], retention.eventDays)) {
    const outcome = await dropEventsOf(day)
    if (outcome === 'dropped') logger.info({ day }, 'a day of events and deliveries was dropped')
    if (outcome === 'waiting')
      logger.warn({ day }, 'a day is kept beyond the retention: some of it is still to be sent')
  }
}
