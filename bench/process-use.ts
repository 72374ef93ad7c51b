import { readdirSync, readFileSync } from 'node:fs'
import { processUse, type Stack } from './stack.ts'

/**
 * CPU of every process that shares the machine while `work` runs (installation, PostgreSQL, receiver, this process that makes the
 * load), and the memory of web and worker afterwards. With `events`, the number that was handled: CPU time of each for one event.
 */
export async function measureUse(stack: Stack, work: () => Promise<void>, events?: () => number): Promise<string> {
  const parts = [...stack.parts, stack.receiver]
  const seconds = () => [
    ...parts.map((part) => processUse(part.process.pid as number).cpuSeconds),
    postgresSeconds(stack.postgresPid),
    processUse(process.pid).cpuSeconds,
  ]
  const before = seconds()
  const startedAt = performance.now()
  await work()
  const elapsed = (performance.now() - startedAt) / 1000
  const spent = seconds().map((after, index) => after - (before[index] as number))
  const names = [...parts.map((part) => part.name), 'PostgreSQL', 'load']
  const shares = names.map((name, index) => {
    const cpu = `${name} ${Math.round(((spent[index] as number) / elapsed) * 100)} % CPU`
    const part = stack.parts[index]
    return part ? `${cpu} ${Math.round(processUse(part.process.pid as number).residentMb)} MB` : cpu
  })
  const memory = stack.parts.reduce((sum, part) => sum + processUse(part.process.pid as number).residentMb, 0)
  const total = `all ${Math.round((spent.reduce((sum, cpu) => sum + cpu, 0) / elapsed) * 100)} % CPU, web and worker ${Math.round(memory)} MB`
  const count = events?.()
  if (!count) return [...shares, total].join(', ')
  const each = names.map((name, index) => `${name} ${(((spent[index] as number) / count) * 1e6).toFixed(0)}`)
  return `${[...shares, total].join(', ')}\n  CPU microseconds an event: ${each.join(', ')}`
}

/** CPU seconds of all sessions so far, those that ended included. */
export function postgresSeconds(postmaster: number): number {
  const own = processUse(postmaster)
  let sum = own.cpuSeconds + own.endedChildrenSeconds
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      if (parent === postmaster) sum += processUse(Number(entry)).cpuSeconds
    } catch {
      // It ended meanwhile.
    }
  }
  return sum
}
