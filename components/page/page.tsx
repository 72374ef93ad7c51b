import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

/** The frame of a page's content: where one is, what it is called, what one can do. */
export function Page(props: {
  title: ReactNode
  description?: ReactNode
  breadcrumb?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          {props.breadcrumb && (
            <nav aria-label="Breadcrumb" className={classes.breadcrumb}>
              {props.breadcrumb}
            </nav>
          )}
          <Title order={1} className={classes.title}>
            {props.title}
          </Title>
          {props.description && <div className={classes.description}>{props.description}</div>}
        </div>
        {props.actions && <div className={classes.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  )
}
