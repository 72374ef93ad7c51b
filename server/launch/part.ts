import type { Environment } from '../platform/env.ts'
import { listenHost } from '../platform/local-mode.ts'
import { ensureBuild } from './ensure-build.ts'
import { ensureClient } from './ensure-client.ts'
import { portalAddress } from './portal-address.ts'
import { readSettings } from './read-settings.ts'
import { requireFreePort } from './require-free-port.ts'
import { watchNpm } from './watch-npm.ts'

// npm run web | worker | migrate: one part alone, against the database in DATABASE_URL, so that any number of each may
// run on any number of machines.
try {
  const environment = readSettings()
  const url = environment.DATABASE_URL
  if (!url)
    throw new Error('DATABASE_URL is not set: a part alone needs a PostgreSQL server. npm start brings its own.')
  if (!process.env.NODE_ENV) Object.assign(process.env, { NODE_ENV: 'production' })
  const part = process.argv[2]
  // Left running somewhere, it is read by machines; migrate is for whoever typed it.
  if (part !== 'migrate')
    Object.assign(process.env, { POSTRIDER_PART: part, LOG_FORMAT: environment.LOG_FORMAT ?? 'json' })
  // Not where npm start is: its launcher watches. What logs is loaded later, when it is known how.
  if (part === process.env.npm_lifecycle_event)
    watchNpm(async () => (await import('../platform/run-part.ts')).stopPart())
  ensureClient()
  switch (part) {
    case 'web':
      await requireFreePort(listenHost(environment), environment.PORT)
      await ensureBuild()
      await import('../web/start.ts')
      break
    case 'worker':
      await requireFreePort('0.0.0.0', environment.WORKER_PORT, { setting: 'WORKER_PORT' })
      await import('../../workers/start.ts')
      break
    case 'migrate':
      await migrate(url, environment)
      // The schema engine leaves a timer behind that would hold the process for ten seconds.
      process.exit(0)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function migrate(url: string, environment: Environment): Promise<void> {
  const { prepareDatabase } = await import('./prepare-database.ts')
  await using prepared = await prepareDatabase({
    url,
    operatorKey: environment.POSTRIDER_INIT_OPERATOR_KEY,
    demo: false,
  })
  console.log(prepared.applied.length > 0 ? `Applied ${prepared.applied.join(', ')}.` : 'The database is up to date.')
  const { key, keyIsNew } = await prepared.operatorKey()
  if (keyIsNew) console.log(`Operator key, shown this once: ${key}`)
  // It runs at every deployment, whose log many may read.
  if (await prepared.hasOwnerSignedIn()) {
    console.log('An owner has signed in before: npm run sign-in-link makes another link.')
    return
  }
  const signInLink = await prepared.signInLink(portalAddress(environment))
  console.log(`Sign-in link, works once within 15 minutes: ${signInLink}`)
}
