import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { otherProcessOf, processMark } from './process-mark.ts'

export interface LauncherLock {
  /** True when the launcher before this one did not end by itself. */
  wasKilled: boolean
  release(): void
}

/** One launcher for one DATA_DIR: two would start one database twice. Throws a sentence when another one is running. */
export function takeLauncherLock(dataDir: string): LauncherLock {
  const file = join(dataDir, 'launcher.pid')
  const wasKilled = existsSync(file)
  if (wasKilled) {
    const pid = otherProcessOf(readFileSync(file, 'utf8'))
    if (pid !== null) {
      throw new Error(
        `Postrider is running on DATA_DIR ${dataDir} already (process ${pid}): stop it, or set another DATA_DIR.`,
      )
    }
  }
  writeFileSync(file, processMark(process.pid), { mode: 0o600 })
  return { wasKilled, release: () => rmSync(file, { force: true }) }
}
