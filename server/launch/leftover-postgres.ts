import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandLineOf, isAlive } from './process-facts.ts'

/** A checkpoint of a busy 256 MB cache takes seconds, not minutes; after this the server is made to stop at once. */
const fastStopMs = 20_000

/**
 * Stops a PostgreSQL that a killed launcher left behind on `folder`, and removes a lock file whose process is gone or
 * is by now another program. Afterwards the folder is free to start on.
 */
export async function stopLeftoverPostgres(folder: string): Promise<void> {
  const lockFile = join(folder, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10)
  if (pid > 0 && isAlive(pid) && serves(pid, folder)) {
    process.kill(pid, 'SIGINT')
    for (let waitedMs = 0; isAlive(pid); waitedMs += 50) {
      if (waitedMs === fastStopMs) process.kill(pid, 'SIGQUIT')
      await delay(50)
    }
  }
  rmSync(lockFile, { force: true })
}

function serves(pid: number, folder: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
    } catch {
      return false
    }
  }
  return commandLineOf(pid).includes(folder)
}
