import { isAlive, startOf } from './process-facts.ts'

/**
 * A text for a lock file that says which process holds it. Numbers of processes are used again, in containers at every
 * start, so it also says when the process began.
 */
export function processMark(pid: number): string {
  return `${pid}\n${startOf(pid)}\n`
}

/** The process a mark was made of, when it still runs and is not this one; else null. */
export function otherProcessOf(mark: string): number | null {
  const [number = '', startedAt = ''] = mark.trim().split('\n')
  const pid = Number(number)
  return pid > 0 && pid !== process.pid && isAlive(pid) && startOf(pid) === startedAt ? pid : null
}
