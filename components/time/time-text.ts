import { dayAndTime, formatsIn } from './formats.ts'

// How times read everywhere: a number, a space and a short unit (ms, s, min, h, d) in figures, cells and tooltips; whole words in a
// choice or a sentence (`Last 24 hours`). A day is `23 Nov 2026`, an exact time `2026-11-23 21:43:11.123` where the reader is.
const units: [limitMs: number, unitMs: number, word: string][] = [
  [60_000, 1000, 's'],
  [3_600_000, 60_000, 'min'],
  [86_400_000, 3_600_000, 'h'],
  [30 * 86_400_000, 86_400_000, 'd'],
]

const dayMs = 86_400_000

/**
 * `12 s ago`, `in 4 min`; what is a day ago is a moment, `23 Nov, 21:43`, and in another year a day, `23 Nov 2026`. Two units would be
 * false precision in a list. `timeZone`: left out, that of whoever runs this.
 */
export function relativeTime(atMs: number, nowMs: number, timeZone?: string): string {
  const distance = Math.abs(nowMs - atMs)
  if (distance < 1000) return 'just now'
  const { year, date } = formatsIn(timeZone)
  if (nowMs - atMs >= dayMs) return year(atMs) === year(nowMs) ? dayAndTime(atMs, timeZone) : date(atMs)
  // What was set to end in a day ends in a day, not in 23 h, a second later.
  const whole = atMs > nowMs ? Math.round : Math.floor
  for (const [limit, unit, word] of units) {
    const amount = whole(distance / unit)
    if (amount * unit < limit) return atMs > nowMs ? `in ${amount} ${word}` : `${amount} ${word} ago`
  }
  return date(atMs)
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0')

/** `2026-11-23 21:43:11.123`, in the time zone of the reader. */
export function exactTime(atMs: number): string {
  const at = new Date(atMs)
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
  return `${day} ${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`
}

/** `2026-11-23 21:43:11` */
export const exactSecond = (atMs: number) => exactTime(atMs).slice(0, 19)

/** `850 ms`, `2.41 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1) return '<1 ms'
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(2))} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  return joined(Math.floor(minutes / 1440), 'd', Math.floor((minutes % 1440) / 60), 'h')
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

/** `12 s`, `5 min`, `2 h`, `3 d`: an estimate has no more digits than it deserves. */
export function estimate(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} d`
}
