/** What statistics are added up to. `minute`: of everything and of each tenant; the others of each app and subscription, too. */
export type RollupGrain = 'minute' | 'ten_minutes' | 'hour' | 'day'

/** Where the sums of a stretch of time are read: from a rollup, or (null) from what was recorded. */
export interface Stretch {
  rollup: RollupGrain | null
  /** Unix milliseconds; `to` is not part of it. */
  from: number
  to: number
}

/** Begins (Unix milliseconds) of the periods whose rollups hold. */
export type RolledPeriods = Record<RollupGrain, ReadonlySet<number>>

/** Minutes are added up ten at a time. */
export const minutePeriodMs = 600_000

const hourMs = 3_600_000

/** How long the periods are, in milliseconds. */
const periodMs: Record<RollupGrain, number> = {
  minute: minutePeriodMs,
  ten_minutes: minutePeriodMs,
  hour: hourMs,
  day: 24 * hourMs,
}

/**
 * The range as few stretches, each of the first of `grains` whose rollup holds there. All but minutes have to lie in the range as
 * a whole. What no rollup holds is read as it was recorded.
 */
export function coverRange(
  range: { from: number; to: number },
  grains: readonly RollupGrain[],
  rolled: RolledPeriods,
): Stretch[] {
  const stretches: Stretch[] = []
  let at = range.from
  while (at < range.to) {
    const periodOf = (grain: RollupGrain) => {
      const begin = Math.floor(at / periodMs[grain]) * periodMs[grain]
      return { begin, end: begin + periodMs[grain] }
    }
    const rollup = grains.find((grain) => {
      const { begin, end } = periodOf(grain)
      return rolled[grain].has(begin) && (grain === 'minute' || (begin === at && end <= range.to))
    })
    const next = Math.min(range.to, periodOf(rollup ?? 'ten_minutes').end)
    const last = stretches.at(-1)
    if (last?.rollup === (rollup ?? null)) last.to = next
    else stretches.push({ rollup: rollup ?? null, from: at, to: next })
    at = next
  }
  return stretches
}
