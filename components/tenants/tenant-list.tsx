'use client'

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconBuilding, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import type { Tenant } from '../../server/contract/tenant.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { toastDone } from '../dialogs/toast.tsx'
import { IdText } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Pager } from '../table/pager.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'

const columns: ListColumn<Tenant>[] = [
  {
    key: 'name',
    title: 'Name',
    render: (row) => (
      <div className={cells.stacked}>
        <span>{row.name}</span>
        {row.uid && <span className={cells.secondary}>{row.uid}</span>}
      </div>
    ),
  },
  { key: 'id', title: 'ID', render: (row) => <IdText id={row.id} what="tenant id" /> },
  {
    key: 'rate',
    title: 'Publish limit',
    wideOnly: true,
    render: (row) => (row.publish_rate_per_second === null ? 'none' : `${row.publish_rate_per_second} / s`),
  },
  {
    key: 'created',
    title: 'Created',
    width: 110,
    align: 'right',
    wideOnly: true,
    render: (row) => <RelativeTime at={row.created_at} />,
  },
]

export function TenantList() {
  const trpc = useTRPC()
  const [cursor, setCursor] = useQueryState('cursor', parseAsString)
  const list = useQuery({
    ...trpc.tenants.list.queryOptions(cursor ? { cursor } : {}),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title="Tenants"
      description="The customers of your product. Nothing of one is ever visible to another."
      actions={<NewTenantButton />}
    >
      <DataList
        label="Tenants"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState icon={IconBuilding} title="No tenants yet" action={<NewTenantButton />} />}
      />
      <Pager page={list.data} onTurn={(to) => void setCursor(to)} />
    </Page>
  )
}

function NewTenantButton() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const form = useForm({ initialValues: { name: '', uid: '' } })
  const create = useMutation(
    trpc.tenants.create.mutationOptions({
      onSuccess: ({ name }) => {
        toastDone(`${name} is a tenant now.`)
        form.reset()
        close()
        return Promise.all([
          queryClient.invalidateQueries(trpc.tenants.pathFilter()),
          queryClient.invalidateQueries(trpc.me.tenants.queryFilter()),
        ])
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
        New tenant
      </Button>
      <Modal opened={opened} onClose={close} title="New tenant">
        <form
          noValidate
          onSubmit={form.onSubmit(({ name, uid }) => create.mutate({ name, ...(uid.trim() && { uid: uid.trim() }) }))}
        >
          <Stack gap="md">
            <TextInput label="Name" placeholder="Acme" required data-autofocus {...form.getInputProps('name')} />
            <TextInput
              label="Your own id"
              description="Accepted by the API wherever the tenant's id is."
              placeholder="customer-42"
              {...form.getInputProps('uid')}
            />
            {create.error && Object.keys(form.errors).length === 0 && <FormProblem error={create.error} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Create tenant
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
