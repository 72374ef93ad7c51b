import type { ChartMark, ChartPoint } from './chart-series.ts'

/** Room that the longest label needs, such as `10–12`. */
const labelPx = 36

/**
 * Numbers above the lines of marks. A mark that is too near to the label of a later one shares it: `3–5`. `widthPx`: of what is
 * drawn, from the first point to the last.
 */
export function markLabels(points: ChartPoint[], marks: ChartMark[], widthPx: number): { at: string; text: string }[] {
  const place = new Map(points.map(({ at }, index) => [at, (index / points.length) * widthPx]))
  const labels: { at: string; first: number; last: number }[] = []
  for (const { at, number } of marks.toSorted((a, b) => a.number - b.number)) {
    const label = labels.at(-1)
    const isNear = label && (place.get(label.at) ?? 0) - (place.get(at) ?? 0) < labelPx
    if (isNear) label.last = number
    else labels.push({ at, first: number, last: number })
  }
  return labels.map(({ at, first, last }) => ({ at, text: first === last ? `${first}` : `${first}–${last}` }))
}
