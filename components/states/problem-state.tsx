'use client'

import { Button } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import Link from 'next/link'
import { problemOf } from '../trpc/problem.ts'
import classes from './state.module.css'

/** What could not be loaded, in the server's own words, with another try where that can help. */
export function ProblemState({ error, retry, backTo }: { error: unknown; retry?: () => void; backTo?: string }) {
  const problem = problemOf(error)
  const gone = problem.code === 'not_found'
  return (
    <div className={classes.state} role="alert">
      <span className={classes.icon} data-tone={gone ? undefined : 'bad'}>
        <IconAlertTriangle size={22} stroke={1.5} />
      </span>
      <p className={classes.title}>{problem.title}</p>
      <div className={classes.text}>{problem.detail}</div>
      <div className={classes.action}>
        {!gone && retry && (
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
            Try again
          </Button>
        )}
        {gone && backTo && (
          <Button variant="default" component={Link} href={backTo}>
            Back to the list
          </Button>
        )}
      </div>
    </div>
  )
}
