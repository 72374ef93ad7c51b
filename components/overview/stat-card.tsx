import { Skeleton, Tooltip } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Change } from './figures.ts'
import classes from './stat-card.module.css'

/** So that readers without a pointer see what it is a change of. */
const reachableByKeyboard = { tabIndex: 0 }

/** One number, and how it moved. `value` undefined: on its way. `was`: what it was before, and when that is. */
export function StatCard(props: {
  label: string
  value: ReactNode
  hint?: ReactNode
  change?: Change | null | undefined
  was?: string | undefined
  tone?: 'bad' | undefined
  href?: string
}) {
  const content = (
    <>
      <span className={classes.label}>{props.label}</span>
      {props.value === undefined ? (
        <Skeleton height={24} width={90} my={4} />
      ) : (
        <span className={classes.figure}>
          <span className={classes.value} data-tone={props.tone}>
            {props.value}
          </span>
          {props.change && (
            <Tooltip label={props.was} events={{ hover: true, focus: true, touch: true }}>
              <span className={classes.change} data-tone={props.change.tone} {...reachableByKeyboard}>
                {props.change.text}
              </span>
            </Tooltip>
          )}
        </span>
      )}
      <span className={classes.hint}>{props.hint ?? '\u00a0'}</span>
    </>
  )
  if (!props.href) return <div className={classes.card}>{content}</div>
  return (
    <Link href={props.href} className={classes.card}>
      {content}
    </Link>
  )
}
