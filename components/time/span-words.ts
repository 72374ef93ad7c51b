import { dayAndTime, formatsIn } from './formats.ts'

/** Unix milliseconds; null: open on that side. */
export interface OpenSpan {
  fromMs: number | null
  toMs: number | null
}

/**
 * `1 Jan, 10:00 – 12:00`, `since 1 Jan, 10:00`; the second day only where it is another one, seconds only within a minute. Put together here: Node and browsers
 * space a range differently.
 */
export function spanWords({ fromMs, toMs }: OpenSpan, timeZone?: string): string {
  const { day, time, toSecond } = formatsIn(timeZone)
  const moment = (ms: number) => dayAndTime(ms, timeZone)
  if (fromMs === null) return toMs === null ? 'any time' : `until ${moment(toMs)}`
  if (toMs === null) return `since ${moment(fromMs)}`
  if (moment(fromMs) === moment(toMs)) return `${day(fromMs)}, ${toSecond(fromMs)} – ${toSecond(toMs)}`
  return `${moment(fromMs)} – ${day(fromMs) === day(toMs) ? time(toMs) : moment(toMs)}`
}
