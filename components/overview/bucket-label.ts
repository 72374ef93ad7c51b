import type { Range } from './ranges.ts'

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** When a bucket begins, as exact as the range needs. Days are days of UTC, as they were counted. */
export function bucketLabel(at: string, range: Range): string {
  const date = new Date(at)
  if (range === '30d') return day.format(date)
  return range === '7d' ? dayAndTime.format(date) : time.format(date)
}
