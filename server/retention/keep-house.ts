import { deleteExpiredInboxes } from '../inbox/inbox-store.ts'
import { logger } from '../platform/logger.ts'
import { deleteExpiredKeys, ensurePartitions, rowsInDefaultPartitions } from './retention-store.ts'

const partitionDaysAhead = 7

/** Makes the partitions of the next days and deletes keys whose window is over. Safe to run anywhere at any time. */
export async function keepHouse(): Promise<void> {
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
}
