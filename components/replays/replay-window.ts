import { isUnreadable, momentFault, momentMs } from '../fields/moment-text.ts'

const hour = 3_600_000

export const replayWindows = [
  { value: String(hour), label: 'The last hour' },
  { value: String(24 * hour), label: 'The last 24 hours' },
  { value: String(3 * 24 * hour), label: 'The last 3 days' },
  { value: String(7 * 24 * hour), label: 'The last 7 days' },
  { value: String(30 * 24 * hour), label: 'The last 30 days' },
  { value: 'custom', label: 'A time of your own…' },
]

/** Two moments as the inputs give them. */
export interface TypedWindow {
  from: string
  until: string
}

/** What is wrong with them, under the field that it is about. Without an end it is until now. */
export function windowFaults({ from, until }: TypedWindow, nowMs: number): Partial<TypedWindow> {
  if (from === '') return { from: 'Say from when on.' }
  if (isUnreadable(from)) return { from: momentFault }
  if (isUnreadable(until)) return { until: momentFault }
  if (momentMs(from) >= nowMs) return { from: 'Must not be in the future.' }
  return until !== '' && momentMs(until) <= momentMs(from) ? { until: 'Must be after “From”.' } : {}
}

/** As a replay takes it, ISO 8601. `value`: of replayWindows, but `custom` needs what is typed. */
export function rangeOf(value: string, typed: TypedWindow, nowMs: number): { from: string; to?: string } {
  if (value !== 'custom') return { from: new Date(nowMs - Number(value)).toISOString() }
  const from = new Date(momentMs(typed.from)).toISOString()
  return typed.until === '' ? { from } : { from, to: new Date(Math.min(momentMs(typed.until), nowMs)).toISOString() }
}
