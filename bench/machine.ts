import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** One line for above the figures: what they were measured on, and which source. */
export function machineLine(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const changed =
    execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }).trim() === '' ? '' : ' with changes'
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${availableParallelism()} x ${cpus()[0]?.model}, ${memory} GiB, Node ${process.version}, commit ${commit}${changed}`
}
