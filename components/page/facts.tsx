import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** Name and value pairs about one thing; `inColumns`: in four columns, or in two where there is less room, so that several stand in line. */
export function Facts({ facts, inColumns }: { facts: [name: string, value: ReactNode][]; inColumns?: true }) {
  const list = (
    <dl className={classes.facts} data-columns={inColumns}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
  return inColumns ? <div className={classes.room}>{list}</div> : list
}
