import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './chart-card.module.css'

/** A chart with its title, its skeleton and its words for "nothing happened". */
export function ChartCard(props: {
  title: string
  legend?: { name: string; color: string; dashed?: boolean }[]
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
          {props.legend?.map(({ name, color, dashed }) => (
            <span key={name} className={classes.entry}>
              <span
                className={classes.swatch}
                data-dashed={dashed || undefined}
                style={dashed ? { borderTopColor: color } : { background: color }}
              />
              {name}
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
