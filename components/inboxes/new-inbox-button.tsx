'use client'

import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Inbox } from '../../server/contract/inbox.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastProblem } from '../dialogs/toast.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useMay, useViewer } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { WhoseInbox } from './whose-inbox.tsx'

/**
 * One click creates one, and where nobody said whose, a second that chooses the tenant; a second button, where the operator turned it
 * on, one at webhook.site. `tenant`: whose it is, where a form says so; else the chosen one.
 */
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
  const [asking, setAsking] = useState<Inbox['kind'] | null>(null)
  const create = useMutation(
    trpc.inboxes.create.mutationOptions({
      onSuccess: (inbox) => {
        setAsking(null)
        props.onCreated(inbox)
      },
      onError: (error) => asking ?? toastProblem('No inbox was created', error),
      onSettled: () => queryClient.invalidateQueries(trpc.inboxes.list.pathFilter()),
    }),
  )
  if (!mayUse) return null
  const tenant = props.tenant || own.tenant
  const isClear = Boolean(tenant) || own.isClear
  const createOne = (kind: Inbox['kind']) =>
    create.mutateAsync({ ...(tenant && { tenant }), kind }).catch(() => undefined)
  const consequence = `What is sent to it leaves this installation: ${site} gets every payload and keeps it. Send it nothing that is secret.`
  function ask(kind: Inbox['kind']) {
    create.reset()
    setAsking(kind)
  }
  return (
    <Group gap="xs">
      {site !== null &&
        (isClear ? (
          <ConfirmButton
            label={`New at ${site}`}
            question={`Create an inbox at ${site}?`}
            consequence={consequence}
            confirmLabel="Create inbox"
            pending={create.isPending}
            onConfirm={() => createOne('webhook_site')}
          />
        ) : (
          <Button variant="default" onClick={() => ask('webhook_site')}>
            New at {site}
          </Button>
        ))}
      <Button
        variant={props.variant ?? 'filled'}
        leftSection={<IconPlus size={14} />}
        loading={create.isPending && asking === null}
        onClick={() => (isClear ? void createOne('builtin') : ask('builtin'))}
      >
        New inbox
      </Button>
      {asking && (
        <WhoseInbox
          title={asking === 'builtin' ? 'New inbox' : `New inbox at ${site}`}
          warning={asking === 'builtin' ? null : consequence}
          error={create.error}
          pending={create.isPending}
          onChosen={(chosen) => create.mutate({ tenant: chosen, kind: asking })}
          onClose={() => setAsking(null)}
        />
      )}
    </Group>
  )
}
