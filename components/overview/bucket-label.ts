import type { StatsBucket } from '../../server/contract/stats.ts'
import { bucketMs } from './ranges.ts'

const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
const dayMs = 86_400_000

const formats = {
  time: new Intl.DateTimeFormat('en-GB', time),
  day: new Intl.DateTimeFormat('en-GB', { ...day, timeZone: 'UTC' }),
  ownDay: new Intl.DateTimeFormat('en-GB', day),
  dayAndTime: new Intl.DateTimeFormat('en-GB', { ...day, ...time }),
}

/** When a bucket begins, as exact as it has to be below an axis. Days are days of UTC, as they were counted. */
export function bucketLabel(at: string, bucket: StatsBucket, spanMs: number): string {
  if (bucket === 'day') return formats.day.format(new Date(at))
  return formats[spanMs > dayMs ? 'dayAndTime' : 'time'].format(new Date(at))
}

/** A day in the time zone of the reader. */
export function dayLabel(at: string): string {
  return formats.ownDay.format(new Date(at))
}

/** The same for a heading: never without its day. `last`: the last bucket of several, then it says where that ends. */
export function bucketTitle(at: string, bucket: StatsBucket, last = at): string {
  const title = formats[bucket === 'day' ? 'day' : 'dayAndTime'].format(new Date(at))
  if (last === at) return title
  if (bucket === 'day') return `${title} – ${formats.day.format(new Date(last))}`
  return `${title} – ${formats.time.format(new Date(Date.parse(last) + bucketMs[bucket]))}`
}
