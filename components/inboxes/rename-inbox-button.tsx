'use client'

import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Inbox } from '../../server/contract/inbox.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { toastDone } from '../dialogs/toast.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Gives an inbox a name, or takes it away: then it goes by its URL again. */
export function RenameInboxButton({ inbox }: { inbox: Inbox }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const [name, setName] = useState('')
  const rename = useMutation(
    trpc.inboxes.update.mutationOptions({
      onSuccess: (renamed) => {
        toastDone(renamed.name ? `Inbox renamed to “${renamed.name}”.` : 'Name of the inbox removed.')
        close()
      },
      onSettled: () => queryClient.invalidateQueries(trpc.inboxes.pathFilter()),
    }),
  )
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setName(inbox.name)
          rename.reset()
          open()
        }}
      >
        Rename
      </Button>
      <Modal opened={opened} onClose={close} title="Rename this inbox" size="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            rename.mutate({ id: inbox.id, name: name.trim() })
          }}
        >
          <TextInput
            label="Name"
            description="Left empty, it goes by its URL."
            maxLength={200}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {rename.error && <FormProblem error={rename.error} />}
          <Group justify="flex-end" mt="md" gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={rename.isPending} disabled={name.trim() === inbox.name}>
              Rename
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  )
}
