'use client'

import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { App } from '../../server/contract/app.ts'
import { fieldFaults } from '../dialogs/field-faults.ts'
import { FormModal } from '../dialogs/form-modal.tsx'
import { showFaults } from '../dialogs/show-faults.ts'
import { toastDone } from '../dialogs/toast.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { changedOnly } from '../unsaved/changed-only.ts'
import { isChanged } from '../unsaved/unsaved-changes.ts'

export function EditAppButton({ app }: { app: App }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" size="compact-xs" aria-label={`Edit ${app.name}`} onClick={open}>
        Edit
      </Button>
      {opened && <EditApp app={app} onClose={close} />}
    </>
  )
}

/** Mounted anew each time: it begins with the app as it is then. */
function EditApp({ app, onClose }: { app: App; onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm({ initialValues: { name: app.name, uid: app.uid ?? '' } })
  const update = useMutation(
    trpc.apps.update.mutationOptions({
      onSuccess: () => {
        toastDone('Saved.')
        onClose()
        return queryClient.invalidateQueries(trpc.apps.pathFilter())
      },
      onError: (error) => showFaults(form, fieldFaults(error)),
    }),
  )
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Edit app"
      submitLabel="Save"
      onSubmit={form.onSubmit(({ name, uid }) =>
        update.mutate({
          id: app.id,
          ...changedOnly({ name, uid: uid.trim() || null }, { name: app.name, uid: app.uid }),
        }),
      )}
      problem={Object.keys(form.errors).length === 0 ? update.error : null}
      pending={update.isPending}
      unchanged={!isChanged(form)}
    >
      <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label="Your own id (uid)"
        description="Accepted by the API wherever the app's id is; programs that use the old one stop finding it."
        {...form.getInputProps('uid')}
      />
    </FormModal>
  )
}
