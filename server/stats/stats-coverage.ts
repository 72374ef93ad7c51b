/** Where the sums of a stretch of time are read: from a rollup, or from the minutes themselves. */
export type Grain = 'minute' | 'hour' | 'day'

/** Unix milliseconds; `to` is not part of it. */
export interface Stretch {
  grain: Grain
  from: number
  to: number
}

/** Begins of the hours and days (Unix milliseconds) whose rollups hold. */
export interface RolledPeriods {
  hours: ReadonlySet<number>
  days: ReadonlySet<number>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * The range as few stretches, each as coarse as may be: rollups for hours and days that lie in it as a whole, minutes for
 * the rest. Nothing coarser than `coarsest`, the size of a bucket.
 */
export function coverRange(range: { from: number; to: number }, coarsest: Grain, rolled: RolledPeriods): Stretch[] {
  const stretches: Stretch[] = []
  const isWhole = (at: number, spanMs: number) => at % spanMs === 0 && at + spanMs <= range.to
  let at = range.from
  while (at < range.to) {
    let grain: Grain = 'minute'
    let next = Math.min(range.to, (Math.floor(at / hourMs) + 1) * hourMs)
    if (coarsest === 'day' && isWhole(at, dayMs) && rolled.days.has(at)) {
      grain = 'day'
      next = at + dayMs
    } else if (coarsest !== 'minute' && isWhole(at, hourMs) && rolled.hours.has(at)) grain = 'hour'
    const last = stretches.at(-1)
    if (last?.grain === grain) last.to = next
    else stretches.push({ grain, from: at, to: next })
    at = next
  }
  return stretches
}
