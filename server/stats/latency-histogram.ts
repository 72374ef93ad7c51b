/**
 * Mergeable latency histograms. A histogram is an array of counts, one per bucket, as long as its highest bucket in
 * use; two of them add up bucket by bucket (`histogram_add` and `histogram_sum` in SQL do the same). PostgreSQL counts
 * from 1: bucket `b` is `latency_histogram[b + 1]`.
 *
 * Bucket 0 holds [0, 0.5) ms; above it there are eight buckets per doubling, so each is 9.05 % wider than the one
 * before. A percentile is read as the geometric middle of its bucket and therefore differs from the exact one by at
 * most 4.5 % (0.25 ms in bucket 0). The last bucket begins at 22 days and holds everything beyond.
 */
export type LatencyHistogram = readonly number[]

/** Upper bound of bucket 0 in milliseconds: finer than that is the noise of a local socket. */
const firstBoundMs = 0.5
const bucketsPerDoubling = 8
/** 32 doublings of half a millisecond: longer than any delivery may wait. */
export const bucketCount = 256

/** Largest relative error of `percentile` above bucket 0. */
export const relativeError = 2 ** (1 / (2 * bucketsPerDoubling)) - 1

/** The smallest duration in milliseconds that bucket `bucket` holds. */
export function lowerBoundMs(bucket: number): number {
  return bucket === 0 ? 0 : firstBoundMs * 2 ** ((bucket - 1) / bucketsPerDoubling)
}

/** The bucket of a duration in milliseconds, 0 to `bucketCount - 1`. Negative durations (clock noise) count as 0. */
export function bucketOf(ms: number): number {
  if (!(ms >= firstBoundMs)) return 0
  const bucket = 1 + Math.floor(Math.log2(ms / firstBoundMs) * bucketsPerDoubling)
  return Math.min(bucket, bucketCount - 1)
}

/** The histogram of some durations in milliseconds. */
export function histogramOf(durationsMs: Iterable<number>): number[] {
  const histogram: number[] = []
  for (const ms of durationsMs) addToHistogram(histogram, ms)
  return histogram
}

/** Counts one duration in place, padding the array as far as its bucket. */
export function addToHistogram(histogram: number[], ms: number): void {
  const bucket = bucketOf(ms)
  while (histogram.length <= bucket) histogram.push(0)
  histogram[bucket] = (histogram[bucket] as number) + 1
}

/** Histograms added bucket by bucket. */
export function addHistograms(histograms: readonly LatencyHistogram[]): number[] {
  const length = Math.max(0, ...histograms.map((histogram) => histogram.length))
  const sum = (bucket: number) => histograms.reduce((total, histogram) => total + (histogram[bucket] ?? 0), 0)
  return Array.from({ length }, (_, bucket) => sum(bucket))
}

/**
 * The duration in milliseconds below which the share `p` (0 to 1) of all counted durations lies, within
 * `relativeError`; null when nothing was counted.
 */
export function percentile(histogram: LatencyHistogram, p: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const rank = Math.min(total, Math.max(1, Math.ceil(total * p)))
  let seen = 0
  for (let bucket = 0; bucket < histogram.length; bucket++) {
    seen += histogram[bucket] as number
    if (seen >= rank) return middleMs(bucket)
  }
  return null
}

function middleMs(bucket: number): number {
  if (bucket === 0) return firstBoundMs / 2
  return lowerBoundMs(bucket) * 2 ** (1 / (2 * bucketsPerDoubling))
}
