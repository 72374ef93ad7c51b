import type { StatsBucket } from '../../server/contract/stats.ts'
import { lastOf } from './bar-groups.ts'
import { bucketTitle } from './bucket-label.ts'
import type { ChartMark, ChartPoint, ChartSeries } from './chart-series.ts'
import classes from './time-chart.module.css'

/** What a chart says about one bucket, or those of one bar. Series without a value there are left out. */
export function ChartTooltip(props: {
  at: string
  bucket: StatsBucket
  series: ChartSeries[]
  point: ChartPoint | undefined
  marks: ChartMark[]
  format: (value: number) => string
}) {
  const { at, point } = props
  const told = props.series.flatMap((series) => {
    const value = point?.[series.key]
    return typeof value === 'number' && value > 0 ? [{ ...series, value }] : []
  })
  return (
    <div className={classes.tooltip}>
      <span className={classes.when}>{bucketTitle(at, props.bucket, lastOf(point))}</span>
      {told.map(({ key, name, color, value }) => (
        <span key={key} className={classes.line}>
          <span className={classes.swatch} style={{ background: color }} />
          {name}
          <span className={classes.value}>{props.format(value)}</span>
        </span>
      ))}
      {told.length === 0 && <span>Nothing</span>}
      {props.marks
        .filter((mark) => mark.at === at)
        .slice(0, 4)
        .map(({ number, words }) => (
          <span key={number} className={classes.mark}>
            {number}. {words}
          </span>
        ))}
    </div>
  )
}
