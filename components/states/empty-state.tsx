import type { ComponentType, ReactNode } from 'react'
import classes from './state.module.css'

/** Nothing here, and why, and what to do about it. Say whether nothing exists yet or nothing matches. */
export function EmptyState(props: {
  icon: ComponentType<{ size?: number; stroke?: number }>
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  const Icon = props.icon
  return (
    <div className={classes.state}>
      <span className={classes.icon}>
        <Icon size={22} stroke={1.5} />
      </span>
      <p className={classes.title}>{props.title}</p>
      {props.children && <div className={classes.text}>{props.children}</div>}
      {props.action && <div className={classes.action}>{props.action}</div>}
    </div>
  )
}
