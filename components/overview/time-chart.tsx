'use client'

import { useState } from 'react'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { StatsBucket } from '../../server/contract/stats.ts'
import { axisTicks, labelsDays } from './axis-ticks.ts'
import { barMarks, barPoints, lastOf, stretchOf } from './bar-groups.ts'
import { bucketLabel, dayLabel } from './bucket-label.ts'
import type { ChartMark, ChartPoint, ChartSeries } from './chart-series.ts'
import { ChartTooltip } from './chart-tooltip.tsx'
import { countTicks } from './count-ticks.ts'
import { gapBridges, standsAlone } from './gap-bridges.ts'
import { MarkLines } from './mark-lines.tsx'
import classes from './time-chart.module.css'

export interface TimeChartProps {
  points: ChartPoint[]
  bucket: StatsBucket
  /** Stacked, the first at the bottom. */
  bars?: ChartSeries[]
  lines?: ChartSeries[]
  /** Lines of the period before, in front of the rest. */
  before?: ChartSeries[]
  marks: ChartMark[]
  format: (value: number) => string
  /** Durations differ by orders of magnitude: one slow receiver must not flatten the rest. */
  logarithmic?: boolean
  limit?: { value: number; name: string } | null
  /** `fill`: as high as what is beside it. */
  size?: 'low' | 'fill'
  /** The first and the last bucket of a stretch that was marked with the pointer. */
  onZoom: (first: string, second: string) => void
}

/**
 * Buckets over time, as stacked bars, each of as many buckets as make it broad enough to be seen, or lines of all buckets. Drawing across it zooms in; the range can be typed as well.
 */
export default function TimeChart(props: TimeChartProps) {
  const { bars = [], lines = [], before = [], bucket, logarithmic, limit } = props
  const points = bars.length > 0 ? barPoints(props.points, bucket) : props.points
  const marks = barMarks(points, props.marks)
  const [drawn, setDrawn] = useState<{ first: string; second: string } | null>(null)
  const [first, last] = [points[0], points.at(-1)]
  const spanMs = first && last ? Date.parse(lastOf(last) ?? last.at) - Date.parse(first.at) : 0
  const ticks = axisTicks(points, bucket)
  const bridges = Object.fromEntries(lines.map(({ key }) => [key, gapBridges(points, key)]))
  const isSparse = (key: string) => points.filter((point) => point[key] !== null).length < 12
  const decades = logarithmic ? decadesOf(points, [...lines, ...before], limit?.value) : null
  const counts = countTicks(highest(points, bars, before), props.size === 'low' ? 3 : 5)

  const finish = () => {
    if (drawn && drawn.first !== drawn.second) {
      props.onZoom(...stretchOf(points, drawn.first, drawn.second))
    }
    setDrawn(null)
  }
  return (
    <div className={classes.chart} data-size={props.size}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          // The tooltip would stay where it was in another range; one that moves with the time stays as long as it is.
          key={spanMs}
          data={points}
          margin={{ top: marks.length > 0 ? 20 : 8, right: marks.length > 0 ? 16 : 4, bottom: 0, left: 0 }}
          barCategoryGap="12%"
          onMouseDown={({ activeLabel }) =>
            activeLabel && setDrawn({ first: String(activeLabel), second: String(activeLabel) })
          }
          onMouseMove={({ activeLabel }) =>
            drawn && activeLabel && setDrawn({ first: drawn.first, second: String(activeLabel) })
          }
          onMouseUp={finish}
          onMouseLeave={() => setDrawn(null)}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            tickFormatter={(at: string) =>
              labelsDays(bucket, spanMs) ? dayLabel(at) : bucketLabel(at, bucket, spanMs)
            }
            {...(ticks ? { ticks } : { interval: 'equidistantPreserveStart' as const })}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={36}
          />
          <YAxis
            width={56}
            tickLine={false}
            axisLine={false}
            interval={0}
            tickFormatter={props.format}
            {...(decades
              ? { scale: 'log' as const, domain: [decades.from, decades.to], ticks: decades.ticks }
              : { domain: [0, counts.at(-1) ?? 1], ticks: counts })}
            allowDataOverflow
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--surface-active)', stroke: 'var(--line-strong)', opacity: 0.6 }}
            content={({ active, label, payload }) =>
              active && label !== undefined ? (
                <ChartTooltip
                  at={String(label)}
                  bucket={bucket}
                  parts={bars}
                  series={[...lines, ...before]}
                  point={payload?.[0]?.payload as ChartPoint | undefined}
                  marks={marks}
                  format={props.format}
                />
              ) : null
            }
          />
          {bars.map(({ key, name, color }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              stackId="bars"
              fill={color}
              maxBarSize={28}
              isAnimationActive={false}
            />
          ))}
          {lines.map(({ key, color }) => (
            <Line
              key={`bridges of ${key}`}
              dataKey={(point: ChartPoint) => bridges[key]?.[points.indexOf(point)] ?? null}
              stroke={color}
              strokeOpacity={0.35}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          {lines.toSorted(mainLast).map(({ key, name, color, isMain }) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke={color}
              strokeWidth={isMain ? 2.25 : 1.75}
              type="linear"
              dot={({ key: dotKey, cx, cy, index }) =>
                points[index]?.[key] !== null && (isSparse(key) || standsAlone(points, key, index)) ? (
                  <circle key={dotKey} cx={cx} cy={cy} r={isMain ? 3 : 2.5} fill={color} />
                ) : (
                  <g key={dotKey} />
                )
              }
              isAnimationActive={false}
            />
          ))}
          {before.map(({ key, name, color }) => (
            <Line
              key={key}
              className={classes.before}
              dataKey={key}
              name={name}
              stroke={color}
              strokeWidth={1.5}
              strokeDasharray="4 3"
              type="linear"
              dot={false}
              isAnimationActive={false}
            />
          ))}
          {limit && (
            <ReferenceLine
              y={limit.value}
              stroke="var(--bad)"
              strokeDasharray="5 4"
              label={{
                value: limit.name,
                position: 'insideBottomLeft',
                fill: 'var(--bad-ink)',
                fontSize: 11,
                className: classes.limit,
              }}
            />
          )}
          <MarkLines marks={marks} />
          {drawn && drawn.first !== drawn.second && (
            <ReferenceArea
              x1={drawn.first}
              x2={drawn.second}
              fill="var(--accent)"
              fillOpacity={0.16}
              stroke="var(--accent)"
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

const mainLast = (a: ChartSeries, b: ChartSeries) => Number(a.isMain ?? false) - Number(b.isMain ?? false)

/** Of the stacks and of what is drawn before them. */
function highest(points: ChartPoint[], bars: ChartSeries[], before: ChartSeries[]): number {
  const countOf = (point: ChartPoint, key: string) => Number(point[key] ?? 0)
  const stack = (point: ChartPoint) => bars.reduce((sum, { key }) => sum + countOf(point, key), 0)
  return Math.max(0, ...points.flatMap((point) => [stack(point), ...before.map(({ key }) => countOf(point, key))]))
}

/** Powers of ten below and among everything drawn. */
function decadesOf(points: ChartPoint[], series: ChartSeries[], limit: number | undefined) {
  const values = points.flatMap((point) =>
    series.flatMap(({ key }) => (typeof point[key] === 'number' ? [point[key]] : [])),
  )
  if (limit) values.push(limit)
  const low = Math.floor(Math.log10(Math.max(0.1, Math.min(...values))))
  const to = Math.max(10 ** (low + 1), Math.max(...values) * 2.4)
  const ticks = Array.from({ length: Math.floor(Math.log10(to)) - low + 1 }, (_, index) => 10 ** (low + index))
  return { from: 10 ** low, to, ticks }
}
