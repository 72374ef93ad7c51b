import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createSignInLink } from '../auth/create-sign-in-link.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'
import { type Environment, readEnvironment } from '../platform/env.ts'

// npm run sign-in-link [email]: another link for a portal that is running. Whoever may run this may sign in.
try {
  const env = readEnvironment()
  await openDatabase({ url: env.DATABASE_URL ?? runningDatabase(env), poolSize: 2 })
  const email = process.argv[2]
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`
  const { url } = await createSignInLink({ publicUrl, ...(email ? { email } : {}) })
  console.log(`Works once, within 15 minutes:\n${url}`)
  await closeDatabase()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** Where the embedded database of DATA_DIR listens at the moment: it takes a free port at every start. */
function runningDatabase(env: Environment): string {
  const dataDir = resolve(env.DATA_DIR)
  const pidFile = join(dataDir, 'postgres/postmaster.pid')
  if (!existsSync(pidFile)) {
    throw new Error(`No Postrider is running on DATA_DIR ${dataDir}: start it with npm start, which prints a link.`)
  }
  // https://www.postgresql.org/docs/current/storage-file-layout.html: the fourth line is the port.
  const port = readFileSync(pidFile, 'utf8').split('\n')[3]
  const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim()
  return `postgresql://postrider:${password}@127.0.0.1:${port}/postrider`
}
