import type { StatsBucket } from '../../server/contract/stats.ts'
import type { ChartPoint } from './chart-series.ts'

const dayMinutes = 1_440
const twoDaysMs = 2 * dayMinutes * 60_000

/** Minutes between two labels of an axis; as many of them as make at most `mostTicks`. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720]
const mostTicks = 9

/**
 * Where the axis is labelled: at round times of the day, over several days at the beginning of each, in the time zone of the
 * reader, or at the first point after, as hours of UTC need not begin there. Undefined: wherever there is room, since days are
 * days of UTC.
 */
export function axisTicks(points: Pick<ChartPoint, 'at'>[], bucket: StatsBucket): string[] | undefined {
  const [first, last] = [points[0], points.at(-1)]
  if (bucket === 'day' || !first || !last) return undefined
  const spanMs = Date.parse(last.at) - Date.parse(first.at)
  const step = labelsDays(bucket, spanMs)
    ? dayMinutes
    : (steps.find((minutes) => spanMs / 60_000 / minutes <= mostTicks) ?? dayMinutes)
  const round = points.filter(({ at }, index) => {
    const before = points[index - 1]
    return before ? stepOf(at, step) !== stepOf(before.at, step) : minuteOfDay(at) % step === 0
  })
  return round.length > 0 ? round.map(({ at }) => at) : undefined
}

/** Whether the labels are days of the reader: times of several days would be too many. */
export function labelsDays(bucket: StatsBucket, spanMs: number): boolean {
  return bucket !== 'day' && spanMs > twoDaysMs
}

/** Tells apart the steps of a day, and days from their neighbours. */
function stepOf(at: string, minutes: number): string {
  return `${new Date(at).getDate()} ${Math.floor(minuteOfDay(at) / minutes)}`
}

function minuteOfDay(at: string): number {
  const time = new Date(at)
  return time.getHours() * 60 + time.getMinutes()
}
