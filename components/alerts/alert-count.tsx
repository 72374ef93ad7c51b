'use client'

import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import classes from './alert-count.module.css'

/** Alerts are raised once a minute; looking more often shows nothing new. */
const everyMs = 60_000

const countedTo = 99

/** How many alerts are open, beside the link to them; nothing while all is well. */
export function AlertCount() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const { data } = useQuery({
    ...trpc.alerts.list.queryOptions({ ...tenant, open: 'true', limit: countedTo + 1 }),
    refetchInterval: everyMs,
    staleTime: everyMs / 2,
  })
  const count = data?.data.length ?? 0
  if (count === 0) return null
  return (
    <span className={`${classes.count} tabular`}>
      {count > countedTo ? `${countedTo}+` : count}
      <VisuallyHidden> open</VisuallyHidden>
    </span>
  )
}
