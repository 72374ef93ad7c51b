/** One thing that a chart draws. `key`: the field of the data that holds it. */
export interface ChartSeries {
  key: string
  name: string
  color: string
  /** A broad, pale line below the others: it can be seen beside one that it coincides with. */
  isBroad?: boolean
}

/** One bucket of a chart, or several that are drawn as one; null where nothing was measured. */
export type ChartPoint = { at: string } & Record<string, number | string | null>

/** A moment with something to say. */
export interface ChartMark {
  /** Begin of the bucket it fell into. */
  at: string
  /** Beside it in the list of marks, too. */
  number: number
  words: string
}
