import type { LoadResult } from './load.ts'
import { percentileLine } from './percentiles.ts'
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
  duplicates: number
  lost: number
}

export function deliveryFigures(stack: Stack, load: LoadResult, copies = 1): DeliveryFigures {
  const figures: DeliveryFigures = { latencyMs: [], duplicates: 0, lost: 0 }
  for (const [n, sentAt] of load.sentAt) {
    const arrivals = stack.receiver.arrivals.get(n) ?? []
    if (arrivals.length < copies) figures.lost += copies - arrivals.length
    if (arrivals.length > copies) figures.duplicates += arrivals.length - copies
    if (arrivals[0] !== undefined) figures.latencyMs.push(arrivals[0] - sentAt)
  }
  return figures
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
