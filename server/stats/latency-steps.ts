import type { StatsBucket } from '../contract/stats.ts'
import { bucketMs, bucketsOf, type StatsRange } from './stats-range.ts'

/** Percentiles of few attempts jump: a line of more steps than this is a scribble. */
const mostSteps = 32

/** Buckets of one step: round lengths of time. */
const sizes: Record<StatsBucket, number[]> = { minute: [1, 5, 15, 60], hour: [1, 2, 3, 6, 12, 24], day: [1, 2, 7, 14] }

/** Begins of the buckets of a range, by steps that begin at round times of UTC; the first and the last may be of fewer. */
export function latencySteps(range: StatsRange): number[][] {
  const begins = bucketsOf(range)
  const { bucket } = range
  const size = sizes[bucket].find((each) => begins.length / each <= mostSteps) ?? Math.max(...sizes[bucket])
  return [...Map.groupBy(begins, (at) => Math.floor(at / (size * bucketMs[bucket]))).values()]
}
