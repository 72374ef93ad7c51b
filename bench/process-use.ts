import { processUse, type Stack } from './stack.ts'

/** CPU of every process of the installation while `work` runs, and its memory afterwards. */
export async function measureUse(stack: Stack, work: () => Promise<void>): Promise<string> {
  const parts = [...stack.parts, stack.receiver]
  const before = parts.map((part) => processUse(part.process.pid as number).cpuSeconds)
  const startedAt = performance.now()
  await work()
  const seconds = (performance.now() - startedAt) / 1000
  const shares = parts.map((part, index) => {
    const use = processUse(part.process.pid as number)
    const cpu = Math.round(((use.cpuSeconds - (before[index] as number)) / seconds) * 100)
    return `${part.name} ${cpu} % CPU ${Math.round(use.residentMb)} MB`
  })
  return shares.join(', ')
}
