/** Exact percentiles of a list, by the nearest rank. `p` 0 to 1. NaN for an empty list. */
export function percentileOf(sorted: number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * p) - 1))] ?? Number.NaN
}

/** `p50 12.3 ms, p95 ...` of unsorted milliseconds. */
export function percentileLine(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (p: number): string => `${percentileOf(sorted, p).toFixed(1)} ms`
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`
}
