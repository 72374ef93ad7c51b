import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './chart-card.module.css'
import type { ChartSeries } from './chart-series.ts'
import { Swatch } from './swatch.tsx'

/** A chart with its title, its skeleton and its words for "nothing happened". */
export function ChartCard(props: {
  title: string
  legend?: ChartSeries[]
  /** Beside the title: what the chart comes to. */
  summary?: ReactNode
  loading: boolean
  empty: string | null
  children: ReactNode
}) {
  return (
    <section className={classes.card} aria-label={props.title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{props.title}</h2>
        {props.summary && <span className={classes.summary}>{props.summary}</span>}
        <div className={classes.legend}>
          {props.legend?.map((series) => (
            <span key={series.key} className={classes.entry}>
              <Swatch of={series} />
              {series.name}
            </span>
          ))}
        </div>
      </div>
      {props.loading ? (
        <Skeleton height={220} />
      ) : props.empty ? (
        <div className={classes.empty}>{props.empty}</div>
      ) : (
        props.children
      )}
    </section>
  )
}
