import type { StatsBucket } from '../../server/contract/stats.ts'
import type { ChartMark, ChartPoint } from './chart-series.ts'
import { bucketMs } from './ranges.ts'

/** More bars than this are hairlines. */
const mostBars = 140

/** Buckets that one bar may stand for: a round length of time, and for any range that can be asked for one that is enough. */
const sizes: Record<StatsBucket, number[]> = { minute: [1, 2, 5], hour: [1, 2], day: [1, 2, 3] }

/** A point that stands for all buckets from the one that begins `at` to the one that begins at `last`. */
export type BarPoint = ChartPoint & { last: string }

/**
 * Buckets added up to as many as can be drawn as bars. Groups begin at round times of the reader, so the first and the last may be
 * of fewer buckets. For counts alone: percentiles do not add up.
 */
export function barPoints(points: ChartPoint[], bucket: StatsBucket): BarPoint[] {
  const size = sizes[bucket].find((each) => points.length / each <= mostBars) ?? Math.max(...sizes[bucket])
  const groups = Map.groupBy(points, ({ at }, index) => (size === 1 ? index : groupOf(at, bucket, size)))
  return [...groups.values()].map(added)
}

function groupOf(at: string, bucket: StatsBucket, size: number): number {
  const time = new Date(at)
  // Days are days of UTC.
  const offsetMs = bucket === 'day' ? 0 : time.getTimezoneOffset() * 60_000
  return Math.floor((time.getTime() - offsetMs) / (size * bucketMs[bucket]))
}

function added(group: ChartPoint[]): BarPoint {
  const sum: ChartPoint = { ...(group[0] as ChartPoint) }
  for (const point of group.slice(1)) {
    for (const [key, value] of Object.entries(point)) {
      if (typeof value === 'number') sum[key] = Number(sum[key] ?? 0) + value
    }
  }
  return { ...sum, last: (group.at(-1) as ChartPoint).at }
}

/** Marks at the bars that their buckets are part of. */
export function barMarks(points: ChartPoint[], marks: ChartMark[]): ChartMark[] {
  return marks.map((mark) => ({ ...mark, at: points.findLast(({ at }) => at <= mark.at)?.at ?? mark.at }))
}

/** The first and the last bucket of what was drawn from one bar or point to another, whichever comes first. */
export function stretchOf(points: ChartPoint[], from: string, to: string): [first: string, last: string] {
  const [first, second] = [from, to].sort() as [string, string]
  return [first, lastOf(points.find(({ at }) => at === second)) ?? second]
}

/** The last bucket of a bar; undefined where a point is a single bucket. */
export function lastOf(point: ChartPoint | undefined): string | undefined {
  return typeof point?.last === 'string' ? point.last : undefined
}
