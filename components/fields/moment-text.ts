import { exactTime } from '../time/time-text.ts'

const minuteLength = 16
const written = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+|T)(\d{1,2}):(\d{2})\s*$/

export const momentFault = 'Write it like 2026-11-28 17:00.'

/** `2026-11-28 17:00`, in the time of the reader, from Unix milliseconds. */
export const momentText = (atMs: number) => exactTime(atMs).slice(0, minuteLength)

/** Unix milliseconds of what a reader wrote as `momentText` does, or an input of type datetime-local gave; NaN: no such time. */
export function momentMs(text: string): number {
  const [year = Number.NaN, month = 1, day, hour, minute] = (written.exec(text) ?? []).slice(1).map(Number)
  const at = new Date(year, month - 1, day, hour, minute)
  // The 30 February would be a day of March, and 25:00 one of the next.
  return at.getMonth() === month - 1 && at.getDate() === day && Number(hour) < 24 && Number(minute) < 60
    ? at.getTime()
    : Number.NaN
}

/** Whether something is written that is no time. */
export const isUnreadable = (text: string) => text !== '' && Number.isNaN(momentMs(text))
