import { systemActor } from '../platform/actor.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'
import { newestKeyId, openKeyRing } from '../platform/sealing.ts'
import { checkSealingCanaries } from '../platform/sealing-canary.ts'
import { resealSecrets } from '../subscriptions/reseal-secrets.ts'
import { readSettings } from './read-settings.ts'
import { runningDatabase } from './running-database.ts'

// npm run reseal: seals every secret with the first key of the ring, while deliveries go on. Every process must have been
// started with that key first; otherwise one of them seals the next secret with a key that is about to go.
try {
  const env = readSettings()
  openKeyRing(env)
  const { pool } = await openDatabase({ url: env.DATABASE_URL ?? runningDatabase(env), poolSize: 2 })
  await checkSealingCanaries(pool)
  const { resealed, retiredKeys } = await resealSecrets(systemActor)
  console.log(`${resealed} secrets were sealed anew; all are sealed with the key ${newestKeyId()} now.`)
  if (retiredKeys.length > 0) console.log(`Nothing needs these keys any more: ${retiredKeys.join(', ')}.`)
  await closeDatabase()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
