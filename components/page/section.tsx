import type { ReactNode } from 'react'
import classes from './section.module.css'

/** A titled part of a page. */
export function Section(props: { title: string; description?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={props.title}>
      <div className={classes.head}>
        <div>
          <h2 className={classes.title}>{props.title}</h2>
          {props.description && <p className={classes.description}>{props.description}</p>}
        </div>
        {props.actions && <div className={classes.actions}>{props.actions}</div>}
      </div>
      {props.children}
    </section>
  )
}
