import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startOf } from './process-facts.ts'

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
    const [pid = '', startedAt = ''] = readFileSync(file, 'utf8').trim().split('\n')
    if (isSameProcess(Number(pid), startedAt)) {
      throw new Error(
        `Postrider is running on DATA_DIR ${dataDir} already (process ${pid}): stop it, or set another DATA_DIR.`,
      )
    }
  }
  writeFileSync(file, `${process.pid}\n${startOf(process.pid)}\n`, { mode: 0o600 })
  return { wasKilled, release: () => rmSync(file, { force: true }) }
}

/** Numbers of processes are used again, in containers at every start: the moment it began tells two of them apart. */
function isSameProcess(pid: number, startedAt: string): boolean {
  return pid > 0 && pid !== process.pid && isAlive(pid) && startOf(pid) === startedAt
}
