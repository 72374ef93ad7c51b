/** One thing that a chart draws. `key`: the field of the data that holds it. */
export interface ChartSeries {
  key: string
  name: string
  color: string
  /** The line that matters most: a little stronger, and above one that it coincides with. */
  isMain?: boolean
  /** A dashed line: what it tells is of another time. */
  isDashed?: boolean
}

/** One bucket of a chart, or several that are drawn as one; null where nothing was measured. */
export type ChartPoint = { at: string } & Record<string, number | string | null>

/** A moment with something to say. */
export interface ChartMark {
  /** Begin of the bucket it fell into. */
  at: string
  /** Beside it in the list of marks, too; null where that does not show it. */
  number: number | null
  words: string
}
