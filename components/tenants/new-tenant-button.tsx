'use client'

import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CreateDialog } from '../dialogs/create-dialog.tsx'
import { fieldFaults } from '../dialogs/field-faults.ts'
import { showFaults } from '../dialogs/show-faults.ts'
import { toastDone } from '../dialogs/toast.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

export function NewTenantButton() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const dialog = useDisclosure(false)
  const form = useForm({ initialValues: { name: '', uid: '' } })
  const create = useMutation(
    trpc.tenants.create.mutationOptions({
      onSuccess: ({ name }) => {
        toastDone(`Tenant ${name} created.`)
        form.reset()
        dialog[1].close()
        return Promise.all([
          queryClient.invalidateQueries(trpc.tenants.pathFilter()),
          queryClient.invalidateQueries(trpc.me.tenants.queryFilter()),
        ])
      },
      onError: (error) => showFaults(form, fieldFaults(error)),
    }),
  )
  return (
    <CreateDialog
      label="New tenant"
      submitLabel="Create tenant"
      dialog={dialog}
      onSubmit={form.onSubmit(({ name, uid }) => create.mutate({ name, ...(uid.trim() && { uid: uid.trim() }) }))}
      problem={Object.keys(form.errors).length === 0 ? create.error : null}
      pending={create.isPending}
    >
      <TextInput label="Name" placeholder="Acme" required data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label="Your own id (uid)"
        description="Accepted by the API wherever the tenant's id is."
        placeholder="customer-42"
        {...form.getInputProps('uid')}
      />
    </CreateDialog>
  )
}
