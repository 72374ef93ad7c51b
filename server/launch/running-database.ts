import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Environment } from '../platform/env.ts'

/** Where the embedded database of DATA_DIR listens at the moment: it takes a free port at every start. */
export function runningDatabase(env: Environment): string {
  const dataDir = resolve(env.DATA_DIR)
  const pidFile = join(dataDir, 'postgres/postmaster.pid')
  if (!existsSync(pidFile)) {
    throw new Error(`No Postrider is running on DATA_DIR ${dataDir}: start it with npm start.`)
  }
  // https://www.postgresql.org/docs/current/storage-file-layout.html: the fourth line is the port.
  const port = readFileSync(pidFile, 'utf8').split('\n')[3]
  const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim()
  return `postgresql://postrider:${password}@127.0.0.1:${port}/postrider`
}
