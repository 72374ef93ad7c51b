import type { StatsBucket } from '../../server/contract/stats.ts'
import { lastOf } from './bar-groups.ts'
import { bucketTitle } from './bucket-label.ts'
import type { ChartMark, ChartPoint, ChartSeries } from './chart-series.ts'
import { Swatch } from './swatch.tsx'
import classes from './time-chart.module.css'

/**
 * What a chart says about one bucket, or those of one bar. Series without a value there are left out. `parts`: add up to a total,
 * which is told where it is no repetition: of several, or beside what it is compared with.
 */
export function ChartTooltip(props: {
  at: string
  bucket: StatsBucket
  parts: ChartSeries[]
  series: ChartSeries[]
  point: ChartPoint | undefined
  marks: ChartMark[]
  format: (value: number) => string
}) {
  const { at, point } = props
  const valued = (all: ChartSeries[], least: number) =>
    all.flatMap((series) => {
      const value = point?.[series.key]
      return typeof value === 'number' && value >= least ? [{ series, value }] : []
    })
  const [parts, others] = [valued(props.parts, 1), valued(props.series, 0)]
  const isAdded = parts.length > 1 || (props.parts.length > 0 && others.length > 0)
  const total = parts.reduce((sum, { value }) => sum + value, 0)
  const line = ({ series, value }: { series: ChartSeries; value: number }) => (
    <span key={series.key} className={classes.line}>
      <Swatch of={series} />
      {series.name}
      <span className={classes.value}>{props.format(value)}</span>
    </span>
  )
  return (
    <div className={classes.tooltip}>
      <span className={classes.when}>{bucketTitle(at, props.bucket, lastOf(point))}</span>
      {parts.map(line)}
      {isAdded && (
        <span className={classes.line} data-total>
          <span />
          All
          <span className={classes.value}>{props.format(total)}</span>
        </span>
      )}
      {others.map(line)}
      {parts.length + others.length === 0 && <span>Nothing</span>}
      {props.marks
        .filter((mark) => mark.at === at)
        .slice(0, 4)
        .map(({ number, words }) => (
          <span key={`${number} ${words}`} className={classes.mark}>
            {number !== null && `${number}. `}
            {words}
          </span>
        ))}
    </div>
  )
}
