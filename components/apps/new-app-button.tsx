'use client'

import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CreateDialog } from '../dialogs/create-dialog.tsx'
import { fieldFaults } from '../dialogs/field-faults.ts'
import { showFaults } from '../dialogs/show-faults.ts'
import { toastDone } from '../dialogs/toast.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useViewer } from '../session/viewer.tsx'
import { TenantSelect } from '../tenants/tenant-select.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

export function NewAppButton() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const { tenant } = useOwnTenant()
  const dialog = useDisclosure(false)
  const form = useForm({ initialValues: { name: '', uid: '', tenant: tenant ?? viewer.tenant ?? '' } })
  const create = useMutation(
    trpc.apps.create.mutationOptions({
      onSuccess: ({ name }) => {
        toastDone(`App ${name} created.`)
        form.reset()
        dialog[1].close()
        return queryClient.invalidateQueries(trpc.apps.pathFilter())
      },
      onError: (error) =>
        showFaults(form, { ...(form.values.tenant === '' && { tenant: 'Choose one.' }), ...fieldFaults(error) }),
    }),
  )
  return (
    <CreateDialog
      label="New app"
      submitLabel="Create app"
      dialog={dialog}
      onSubmit={form.onSubmit(({ name, uid, tenant: of }) =>
        create.mutate({ name, ...(of && { tenant: of }), ...(uid.trim() && { uid: uid.trim() }) }),
      )}
      problem={Object.keys(form.errors).length === 0 ? create.error : null}
      pending={create.isPending}
    >
      <TenantSelect label="Tenant" required {...form.getInputProps('tenant')} />
      <TextInput label="Name" placeholder="Search indexer" required data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label="Your own id (uid)"
        description="Accepted by the API wherever the app's id is; unique in its tenant."
        {...form.getInputProps('uid')}
      />
    </CreateDialog>
  )
}
