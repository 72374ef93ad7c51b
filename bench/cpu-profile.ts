import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  timeDeltas: number[]
}

/** How many of the busiest functions are printed for a process. */
const shownFunctions = 25

/** The busiest functions of every process that wrote a profile (`node --cpu-prof`) into `folder`: share of its time, own code only. */
export async function cpuProfileLines(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.cpuprofile')).toSorted()
  const lines: string[] = []
  for (const file of files) {
    const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile
    lines.push(`${file.split('.')[0]}:`, ...busiest(profile))
  }
  return lines
}

function busiest(profile: CpuProfile): string[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]))
  const own = new Map<string, number>()
  let total = 0
  for (const [index, id] of profile.samples.entries()) {
    const micros = profile.timeDeltas[index] ?? 0
    const frame = nodes.get(id)
    if (!frame) continue
    const place = frame.url ? `${shortUrl(frame.url)}:${frame.lineNumber + 1}` : ''
    const name = `${frame.functionName || '(anonymous)'} ${place}`
    own.set(name, (own.get(name) ?? 0) + micros)
    total += micros
  }
  return [...own]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, shownFunctions)
    .map(([name, micros]) => `  ${((100 * micros) / total).toFixed(1).padStart(5)} %  ${name}`)
}

const shortUrl = (url: string): string => url.split('/').slice(-3).join('/')
