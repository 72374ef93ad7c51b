import type { ChartSeries } from './chart-series.ts'
import classes from './swatch.module.css'

/** What a series looks like, before its name. */
export function Swatch({ of: { color, isDashed } }: { of: ChartSeries }) {
  return isDashed ? (
    <span className={classes.swatch} data-dashed style={{ borderTopColor: color }} />
  ) : (
    <span className={classes.swatch} style={{ background: color }} />
  )
}
