'use client'

import { useQuery } from '@tanstack/react-query'
import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from '../ids/id-text.module.css'
import { shortened } from '../ids/id-text.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** What a tenant is called, with its id to copy. The names are those that the tenant switcher has asked for. */
export function TenantName({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data: tenants = [] } = useQuery(trpc.me.tenants.queryOptions(undefined, { staleTime: 60_000 }))
  const name = tenants.find((tenant) => tenant.id === id)?.name
  return (
    <span className={classes.id}>
      {name ? <span title={id}>{name}</span> : <span className={classes.text}>{shortened(id)}</span>}
      <span className={classes.copy}>
        <CopyIcon value={id} what="tenant id" />
      </span>
    </span>
  )
}
