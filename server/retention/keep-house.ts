import { deleteExpiredInboxes } from '../inbox/inbox-store.ts'
import { logger } from '../platform/logger.ts'
import { dropOldDays } from './drop-old-days.ts'
import type { Retention } from './retention.ts'
import {
  deleteExpiredKeys,
  deleteExpiredSessions,
  deleteOldStats,
  ensurePartitions,
  rowsInDefaultPartitions,
} from './retention-store.ts'

const partitionDaysAhead = 7

/** Makes the partitions of the next days, drops and deletes what is over. Safe to run anywhere at any time. */
export async function keepHouse(retention: Retention): Promise<void> {
  const made = await ensurePartitions(partitionDaysAhead)
  if (made.length > 0) logger.info({ partitions: made }, 'partitions made ahead')
  const stray = await rowsInDefaultPartitions()
  if (stray.length > 0) {
    logger.warn(
      { tables: stray },
      'rows landed in a default partition: is a clock wrong, or did housekeeping not run for days?',
    )
  }
  await deleteExpiredKeys()
  await deleteExpiredInboxes()
  await deleteExpiredSessions()
  await deleteOldStats(retention.statsDays)
  await dropOldDays(retention)
}
