import type { Replay } from '../../server/contract/replay.ts'
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

/** The newest of `replays`, which are those of the subscription, newest first, that sends all that it missed in that time. */
export function replayOf<One extends Pick<Replay, 'from' | 'to' | 'include' | 'types' | 'matching' | 'status'>>(
  { from, to }: DisabledTime,
  replays: One[],
): One | undefined {
  return replays.find(
    (replay) =>
      replay.include === 'missing' &&
      replay.types === null &&
      replay.matching === null &&
      replay.status !== 'cancelled' &&
      replay.from <= from &&
      to !== null &&
      replay.to >= to,
  )
}
