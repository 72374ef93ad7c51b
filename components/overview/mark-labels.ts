import type { ChartMark } from './chart-series.ts'

/** Room that the longest label needs, such as `10–12`. */
const labelPx = 36

/** Of the range. Charts of several widths stand above one another: where it can be, marks share a label in all of them or in none. */
const nearShare = 1 / 9

/** A label stands at the newest of its marks. */
export interface MarkLabel {
  newest: number
  text: string
}

/**
 * Numbers above the lines of marks. A mark that is too near to the label of a later one shares it: `3–5`. `spanMs`: of the whole
 * chart; `widthPx`: of what is drawn.
 */
export function markLabels(marks: ChartMark[], spanMs: number, widthPx: number): MarkLabel[] {
  const nearMs = spanMs * Math.max(nearShare, labelPx / Math.max(1, widthPx))
  const labels: { atMs: number; first: number; last: number }[] = []
  for (const { at, number } of marks.toSorted((a, b) => a.number - b.number)) {
    const atMs = Date.parse(at)
    const label = labels.at(-1)
    if (label && label.atMs - atMs < nearMs) label.last = number
    else labels.push({ atMs, first: number, last: number })
  }
  return labels.map(({ first, last }) => ({ newest: first, text: first === last ? `${first}` : `${first}–${last}` }))
}
