import type { StatsBucket } from '../../server/contract/stats.ts'
import type { ChartPoint } from './chart-series.ts'

const dayMs = 86_400_000

/**
 * Where the axis is labelled: over several days at the beginning of each (in the time zone of the reader), since times of day
 * at even distances fall on odd hours. Undefined: wherever there is room.
 */
export function axisTicks(points: Pick<ChartPoint, 'at'>[], bucket: StatsBucket): string[] | undefined {
  const [first, last] = [points[0], points.at(-1)]
  if (bucket !== 'hour' || !first || !last || Date.parse(last.at) - Date.parse(first.at) <= 2 * dayMs) return undefined
  return points.filter(({ at }) => new Date(at).getHours() === 0).map(({ at }) => at)
}
