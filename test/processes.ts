import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Process ids of all children of `pid`, and of theirs. */
export function descendantsOf(pid: number): number[] {
  const parents = parentOfEach()
  const children = [...parents].filter(([, parent]) => parent === pid).map(([child]) => child)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

function parentOfEach(): Map<number, number> {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    return new Map(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]),
    )
  }
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(line.slice(line.lastIndexOf(') ') + 2).split(' ')[1]))
    } catch {
      // It ended between the two reads.
    }
  }
  return parents
}

/**
 * Processor time that `pid`, its children and theirs have used so far, in seconds: what a start costs however busy the
 * machine is. Linux only; elsewhere infinite.
 */
export function processorSeconds(pid: number): number {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY
  // Linux counts user and system time in ticks of 10 ms (USER_HZ), own and of children that ended.
  const ticks = [pid, ...descendantsOf(pid)].flatMap((each) => {
    const line = statOf(each)
    // It ended meanwhile: its time went to its parent.
    if (line === null) return []
    return line
      .slice(line.lastIndexOf(') ') + 2)
      .split(' ')
      .slice(11, 15)
      .map(Number)
  })
  return ticks.reduce((sum, each) => sum + each, 0) / 100
}

function statOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
}
