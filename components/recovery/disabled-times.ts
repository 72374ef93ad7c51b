import type { StatsMark } from '../../server/contract/stats-mark.ts'

/** ISO 8601; `to` null: until now. */
export interface DisabledTime {
  from: string
  to: string | null
}

/** When a subscription was disabled, by its marks, which are the oldest first; the newest time first. */
export function disabledTimes(marks: Pick<StatsMark, 'at' | 'kind'>[]): DisabledTime[] {
  const times: DisabledTime[] = []
  for (const { at, kind } of marks) {
    const last = times[0]
    const isDisabled = last !== undefined && last.to === null
    if (kind === 'disabled' && !isDisabled) times.unshift({ from: at, to: null })
    if (kind === 'resumed' && isDisabled) last.to = at
  }
  return times
}
