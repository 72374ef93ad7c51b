'use client'

import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Inbox } from '../../server/contract/inbox.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastProblem } from '../dialogs/toast.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useMay, useViewer } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** One click creates one; a second button, where the operator turned it on, one at webhook.site. `tenant`: whose it is, where a form says so; else the chosen one. */
export function NewInboxButton(props: {
  tenant?: string | undefined
  variant?: string
  onCreated: (inbox: Inbox) => void
}) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const own = useOwnTenant()
  const { webhook_site: site } = useViewer()
  const mayUse = useMay('inboxes:write')
  const create = useMutation(
    trpc.inboxes.create.mutationOptions({
      onSuccess: props.onCreated,
      onError: (error) => toastProblem('No inbox was created', error),
      onSettled: () => queryClient.invalidateQueries(trpc.inboxes.list.pathFilter()),
    }),
  )
  if (!mayUse) return null
  const tenant = props.tenant || own.tenant
  const owner = tenant ? { tenant } : {}
  function createOne(kind: Inbox['kind']): Promise<unknown> | undefined {
    if (tenant || own.isClear) return create.mutateAsync({ ...owner, kind }).catch(() => undefined)
    toastProblem('No inbox was created', 'Choose a tenant first: an inbox belongs to one.')
  }
  const button = (
    <Button
      variant={props.variant ?? 'filled'}
      leftSection={<IconPlus size={14} />}
      loading={create.isPending}
      onClick={() => void createOne('builtin')}
    >
      New inbox
    </Button>
  )
  if (site === null) return button
  return (
    <Group gap="xs">
      <ConfirmButton
        label={`New at ${site}`}
        question={`Create an inbox at ${site}?`}
        consequence={`What is sent to it leaves this installation: ${site} gets every payload and keeps it. Send it nothing that is secret.`}
        confirmLabel="Create inbox"
        pending={create.isPending}
        onConfirm={() => createOne('webhook_site')}
      />
      {button}
    </Group>
  )
}
