'use client'

import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from '../ids/id-text.module.css'
import { shortened } from '../ids/id-text.tsx'
import { useTenantNames } from '../session/use-tenant-names.ts'

/** What a tenant is called, with its id to copy. */
export function TenantName({ id }: { id: string }) {
  const name = useTenantNames([id])(id)
  return (
    <span className={classes.id}>
      {name ? <span title={id}>{name}</span> : <span className={classes.text}>{shortened(id)}</span>}
      <span className={classes.copy}>
        <CopyIcon value={id} what="tenant id" />
      </span>
    </span>
  )
}
