import type { LoadResult } from './load.ts'
import { percentileLine, percentileOf } from './percentiles.ts'
import type { Stack } from './stack.ts'

/** Waits until every accepted event arrived `copies` times, or nothing more arrives for `quietMs`. */
export async function waitForArrivals(stack: Stack, load: LoadResult, copies = 1, quietMs = 15_000): Promise<void> {
  let last = -1
  let lastChangeAt = performance.now()
  for (;;) {
    let arrived = 0
    for (const n of load.sentAt.keys()) arrived += Math.min(copies, stack.receiver.arrivals.get(n)?.length ?? 0)
    if (arrived === load.sentAt.size * copies) return
    if (arrived !== last) {
      last = arrived
      lastChangeAt = performance.now()
    } else if (performance.now() - lastChangeAt > quietMs) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export interface DeliveryFigures {
  /** Publish to received, milliseconds, first arrivals. */
  latencyMs: number[]
  /** The p95 of each second of publishing, milliseconds, ascending. */
  secondP95Ms: number[]
  duplicates: number
  lost: number
}

export function deliveryFigures(stack: Stack, load: LoadResult, copies = 1): DeliveryFigures {
  const figures: DeliveryFigures = { latencyMs: [], secondP95Ms: [], duplicates: 0, lost: 0 }
  const bySecond = new Map<number, number[]>()
  for (const [n, sentAt] of load.sentAt) {
    const arrivals = stack.receiver.arrivals.get(n) ?? []
    if (arrivals.length < copies) figures.lost += copies - arrivals.length
    if (arrivals.length > copies) figures.duplicates += arrivals.length - copies
    if (arrivals[0] === undefined) continue
    figures.latencyMs.push(arrivals[0] - sentAt)
    const second = Math.floor(sentAt / 1000)
    const latencies = bySecond.get(second) ?? []
    latencies.push(arrivals[0] - sentAt)
    bySecond.set(second, latencies)
  }
  figures.secondP95Ms = [...bySecond.values()]
    .map((latencies) =>
      percentileOf(
        latencies.toSorted((a, b) => a - b),
        0.95,
      ),
    )
    .sort((a, b) => a - b)
  return figures
}

/** For what is compared. The middle second says what the load does, the whole also what the disk of the machine did in between. */
export function comparedLine(stack: Stack, load: LoadResult): string {
  const { latencyMs, secondP95Ms, duplicates, lost } = deliveryFigures(stack, load)
  const middle = percentileOf(secondP95Ms, 0.5).toFixed(1)
  return `${percentileLine(latencyMs)}, p95 of the middle second ${middle} ms, duplicates ${duplicates}, lost ${lost}`
}

/** The figures every end-to-end scenario prints. */
export function deliveryLines(stack: Stack, load: LoadResult, figures: DeliveryFigures): string[] {
  return [
    `accepted ${load.sentAt.size} in ${load.seconds.toFixed(1)} s (${Math.round(load.sentAt.size / load.seconds)}/s), refused ${load.refused}`,
    `accept: ${percentileLine(load.acceptMs)}`,
    `publish to received: ${percentileLine(figures.latencyMs)}`,
    `duplicates ${figures.duplicates}, lost ${figures.lost}, invalid signatures ${stack.receiver.invalidSignatures}`,
  ]
}
