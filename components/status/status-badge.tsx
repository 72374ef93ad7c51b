import type { ComponentType, ReactNode } from 'react'
import classes from './status-badge.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet'

/** Icon, word and colour together: none of them carries the meaning alone. */
export function StatusBadge(props: {
  tone: Tone
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
  children: ReactNode
  title?: string | undefined
}) {
  const Icon = props.icon
  return (
    <span className={classes.badge} data-tone={props.tone} title={props.title}>
      <Icon size={13} stroke={2} aria-hidden />
      {props.children}
    </span>
  )
}
