'use client'

import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Inbox } from '../../server/contract/inbox.ts'
import { toastProblem } from '../dialogs/toast.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** One click makes one. `tenant`: whose it is, where a form says so; else the chosen one. */
export function NewInboxButton(props: {
  label: string
  tenant?: string | undefined
  variant?: string
  onCreated: (inbox: Inbox) => void
}) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const own = useOwnTenant()
  const mayUse = useMay('inboxes:write')
  const create = useMutation(
    trpc.inboxes.create.mutationOptions({
      onSuccess: props.onCreated,
      onError: (error) => toastProblem('No inbox was made', error),
      onSettled: () => queryClient.invalidateQueries(trpc.inboxes.list.pathFilter()),
    }),
  )
  if (!mayUse) return null
  const tenant = props.tenant || own.tenant
  return (
    <Button
      variant={props.variant ?? 'filled'}
      leftSection={<IconInbox size={14} />}
      loading={create.isPending}
      onClick={() => create.mutate(tenant ? { tenant } : {})}
    >
      {props.label}
    </Button>
  )
}
