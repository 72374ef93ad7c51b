import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether a process runs. One that has ended and that nobody waited for (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Not permitted means: it exists and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return process.platform !== 'linux' || !/^[ZX]/.test(stateOf(pid))
}

/** The parent of a process, as far as the system tells; 0 when it does not. */
export function parentOf(pid: number): number {
  if (pid === process.pid) return process.ppid
  return process.platform === 'linux' ? Number(stateOf(pid).split(' ')[1] ?? 0) : 0
}

/** When the process began, in words that differ for every process that ever has this number; empty when there is none. */
export function startOf(pid: number): string {
  // Field 22 of /proc/<pid>/stat: clock ticks since the machine started.
  if (process.platform === 'linux') return stateOf(pid).split(' ')[19] ?? ''
  return spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).stdout?.trim() ?? ''
}

/** The fields of /proc/<pid>/stat from the state on; the name before them may hold anything, brackets included. */
function stateOf(pid: number): string {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(') ') + 2)
  } catch {
    return 'X'
  }
}

/** Program and arguments of a process, space separated; empty when there is none. */
export function commandLineOf(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    } catch {
      return ''
    }
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout?.trim() ?? ''
}
