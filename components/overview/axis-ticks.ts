import type { StatsBucket } from '../../server/contract/stats.ts'
import type { ChartPoint } from './chart-series.ts'

const twoDaysMs = 2 * 86_400_000

/** Minutes between two labels of an axis; as many of them as make at most `mostTicks`. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720]
const mostTicks = 9

/**
 * Where the axis is labelled: at round times of the day, over several days at the beginning of each, in the time zone of the
 * reader. Undefined: wherever there is room, since days are days of UTC.
 */
export function axisTicks(points: Pick<ChartPoint, 'at'>[], bucket: StatsBucket): string[] | undefined {
  const [first, last] = [points[0], points.at(-1)]
  if (bucket === 'day' || !first || !last) return undefined
  const spanMs = Date.parse(last.at) - Date.parse(first.at)
  if (labelsDays(bucket, spanMs)) return points.filter(({ at }) => minuteOfDay(at) === 0).map(({ at }) => at)
  const step = steps.find((minutes) => spanMs / 60_000 / minutes <= mostTicks) ?? 24 * 60
  const round = points.filter(({ at }) => minuteOfDay(at) % step === 0).map(({ at }) => at)
  return round.length > 0 ? round : undefined
}

/** Whether the labels are days of the reader: times of several days would be too many. */
export function labelsDays(bucket: StatsBucket, spanMs: number): boolean {
  return bucket !== 'day' && spanMs > twoDaysMs
}

function minuteOfDay(at: string): number {
  const time = new Date(at)
  return time.getHours() * 60 + time.getMinutes()
}
