import type { ChartPoint } from './chart-series.ts'

/** Longer than this it is not known what was between. */
const longestGap = 3

/**
 * What joins the ends of the short gaps of a line, point by point: a straight line on a logarithmic axis. Null elsewhere.
 */
export function gapBridges(points: ChartPoint[], key: string): (number | null)[] {
  const bridges: (number | null)[] = points.map(() => null)
  let end = -1
  points.forEach((point, index) => {
    const value = point[key]
    if (typeof value !== 'number') return
    const gap = index - end - 1
    if (end >= 0 && gap > 0 && gap <= longestGap) {
      const from = points[end]?.[key] as number
      for (let step = 0; step <= gap + 1; step++) bridges[end + step] = from * (value / from) ** (step / (gap + 1))
    }
    end = index
  })
  return bridges
}

/** Whether a line has no neighbour for the point of that index: it would not be seen. */
export function standsAlone(points: ChartPoint[], key: string, index: number): boolean {
  const isMeasured = (at: number) => typeof points[at]?.[key] === 'number'
  return isMeasured(index) && !isMeasured(index - 1) && !isMeasured(index + 1)
}
