import { DefaultZIndexes, usePlotArea, useXAxisScale, ZIndexLayer } from 'recharts'
import type { ChartMark } from './chart-series.ts'
import { markLabels } from './mark-labels.ts'
import classes from './time-chart.module.css'

/** How far lines stand out above what is drawn. */
const outPx = 4

/** Over all that is drawn, and under what is written. */
const belowLabels = DefaultZIndexes.label - 1

/** Within a chart: a dashed line at each moment of `marks`, whose places are points of the chart, with its numbers above. */
export function MarkLines({ marks }: { marks: ChartMark[] }) {
  const area = usePlotArea()
  const xOf = useXAxisScale()
  if (!area || !xOf) return null
  const lines = [...Map.groupBy(marks, ({ at }) => at)].flatMap(([at, there]) => {
    const xPx = xOf(at, { position: 'middle' })
    return xPx === undefined ? [] : [{ at, xPx, numbers: there.flatMap(({ number }) => number ?? []) }]
  })
  const top = area.y - outPx
  return (
    <ZIndexLayer zIndex={belowLabels}>
      <g className={classes.marks} data-part="marks">
        {lines.map(({ at, xPx }) => (
          <line key={at} x1={xPx} x2={xPx} y1={top} y2={area.y + area.height} strokeDasharray="2 3" />
        ))}
        {markLabels(lines).map(({ fromPx, toPx, text }) => (
          <g key={text}>
            {fromPx < toPx && <line x1={fromPx} x2={toPx} y1={top} y2={top} />}
            <text x={(fromPx + toPx) / 2} y={top - outPx} textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
      </g>
    </ZIndexLayer>
  )
}
