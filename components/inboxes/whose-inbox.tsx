'use client'

import { Text } from '@mantine/core'
import { useState } from 'react'
import { FormModal } from '../dialogs/form-modal.tsx'
import { TenantSelect } from '../tenants/tenant-select.tsx'

/** Asks for the tenant of a new inbox, where several are possible. `warning`: what to know before. */
export function WhoseInbox(props: {
  title: string
  warning: string | null
  error: unknown
  pending: boolean
  onChosen: (tenant: string) => void
  onClose: () => void
}) {
  const [tenant, setTenant] = useState<string | null>(null)
  return (
    <FormModal
      opened
      onClose={props.onClose}
      title={props.title}
      submitLabel="Create inbox"
      unchanged={tenant === null}
      pending={props.pending}
      problem={props.error}
      onSubmit={(event) => {
        event?.preventDefault()
        // Its button stands in a form on some pages.
        event?.stopPropagation()
        if (tenant !== null) props.onChosen(tenant)
      }}
    >
      {props.warning && (
        <Text size="sm" c="var(--ink-soft)">
          {props.warning}
        </Text>
      )}
      <TenantSelect
        label="Tenant"
        description="An inbox belongs to one."
        placeholder="Choose a tenant"
        required
        data-autofocus
        value={tenant}
        onChange={setTenant}
      />
    </FormModal>
  )
}
