'use client'

import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { toastDone } from '../dialogs/toast.tsx'
import { useChosenTenant } from '../session/chosen-tenant.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'

export function NewAppButton() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { tenant } = useChosenTenant()
  const [opened, { open, close }] = useDisclosure(false)
  const { data: tenants = [] } = useQuery(trpc.me.tenants.queryOptions(undefined, { staleTime: 60_000 }))
  const only = tenants.length === 1 ? tenants[0]?.id : undefined
  const form = useForm({ initialValues: { name: '', uid: '', tenant: tenant ?? only ?? '' } })
  const create = useMutation(
    trpc.apps.create.mutationOptions({
      onSuccess: ({ name }) => {
        toastDone(`${name} is an app now.`)
        form.reset()
        close()
        return queryClient.invalidateQueries(trpc.apps.pathFilter())
      },
      onError: (error) => {
        const faults = problemOf(error).errors.map(({ pointer, message }) => [pointer.slice(1), message])
        form.setErrors(Object.fromEntries(faults))
      },
    }),
  )
  return (
    <>
      <Button leftSection={<IconPlus size={14} />} onClick={open}>
        New app
      </Button>
      <Modal opened={opened} onClose={close} title="New app">
        <form
          noValidate
          onSubmit={form.onSubmit(({ name, uid, tenant: of }) =>
            create.mutate({ name, ...(of && { tenant: of }), ...(uid.trim() && { uid: uid.trim() }) }),
          )}
        >
          <Stack gap="md">
            <Select
              label="Tenant"
              required
              searchable
              data={tenants.map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps('tenant')}
            />
            <TextInput
              label="Name"
              placeholder="Search indexer"
              required
              data-autofocus
              {...form.getInputProps('name')}
            />
            <TextInput
              label="Your own id"
              description="Accepted by the API wherever the app's id is; unique in its tenant."
              {...form.getInputProps('uid')}
            />
            {create.error && Object.keys(form.errors).length === 0 && <FormProblem error={create.error} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Create app
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
