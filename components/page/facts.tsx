import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** Name and value pairs about one thing; `inColumns`: so many that they fill several rows. */
export function Facts({ facts, inColumns }: { facts: [name: string, value: ReactNode][]; inColumns?: true }) {
  return (
    <dl className={classes.facts} data-columns={inColumns}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
