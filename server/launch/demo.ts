import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Environment } from '../platform/env.ts'
import { ensureDataDir } from './data-dir.ts'
import { DatabaseKeeper } from './database-keeper.ts'
import { ensureClient } from './ensure-client.ts'
import { takeLauncherLock } from './launcher-lock.ts'
import { readSettings } from './read-settings.ts'
import { runningDatabase } from './running-database.ts'

// npm run demo: fills an empty installation with thirty days of a made-up tenant. It may run meanwhile; the embedded database is
// started for it otherwise.
try {
  const env = readSettings()
  ensureClient()
  await using ground = await databaseOf(env)
  await fill(ground.url, env)
  // The schema engine leaves a timer behind that would hold the process for ten seconds.
  await ground[Symbol.asyncDispose]()
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function databaseOf(env: Environment): Promise<AsyncDisposable & { url: string }> {
  const nothingToStop = async () => undefined
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, [Symbol.asyncDispose]: nothingToStop }
  const dataDir = resolve(env.DATA_DIR)
  if (existsSync(join(dataDir, 'postgres/postmaster.pid'))) {
    return { url: runningDatabase(env), [Symbol.asyncDispose]: nothingToStop }
  }
  ensureDataDir(dataDir)
  const lock = takeLauncherLock(dataDir)
  const keeper = await DatabaseKeeper.start(dataDir)
  return {
    url: keeper.url,
    async [Symbol.asyncDispose]() {
      await keeper.stop()
      lock.release()
    },
  }
}

async function fill(url: string, env: Environment): Promise<void> {
  // Imported only now: what they import needs the generated client.
  const { prepareDatabase } = await import('./prepare-database.ts')
  const { fillDemo } = await import('../demo/fill-demo.ts')
  const { systemActor } = await import('../platform/actor.ts')
  const { database } = await import('../platform/database.ts')
  const { openKeyRing } = await import('../platform/sealing.ts')
  const { checkSealingCanaries } = await import('../platform/sealing-canary.ts')
  await using _prepared = await prepareDatabase({ url, operatorKey: env.POSTRIDER_INIT_OPERATOR_KEY, demo: false })
  openKeyRing(env)
  await checkSealingCanaries(database().pool)
  console.log('Making thirty days ...')
  const startedAt = performance.now()
  const filled = await fillDemo(systemActor)
  const count = (number: number): string => number.toLocaleString('en-GB')
  console.log(
    `${count(filled.events)} events, ${count(filled.deliveries)} deliveries and ${count(filled.attempts)} attempts of the tenant ` +
      `northwind, in ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Its receivers do not exist: what is still to be ` +
      `sent fails from now on.\n\nLook at it:  ${lookAtIt(env)}`,
  )
}

/** What starts the product over what was filled. */
function lookAtIt({ DATABASE_URL, DATA_DIR }: Environment): string {
  return DATABASE_URL || DATA_DIR === '.data' ? 'npm start' : `DATA_DIR=${DATA_DIR} npm start`
}
