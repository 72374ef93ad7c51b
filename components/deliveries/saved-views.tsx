'use client'

import { ActionIcon, Button, Group, Menu, Modal, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconBookmark,
  IconBookmarkFilled,
  IconChevronDown,
  IconDeviceFloppy,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createSerializer } from 'nuqs'
import { useEffect, useState } from 'react'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { activeView } from './active-view.ts'
import { deliveryFilters } from './delivery-filters.ts'
import type { DeliveryFilters } from './use-delivery-filters.ts'

const searchOf = createSerializer(deliveryFilters)

/** The filters that a person named: one click brings them back, in any browser. */
export function SavedViews({ filters }: { filters: DeliveryFilters }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const tenant = useTenantFilter()
  const [naming, { open, close }] = useDisclosure(false)
  const [name, setName] = useState('')
  const views = useQuery(trpc.views.list.queryOptions(tenant, { staleTime: 60_000 }))
  const onSettled = () => queryClient.invalidateQueries(trpc.views.pathFilter())
  const save = useMutation(
    trpc.views.save.mutationOptions({
      onSuccess: (saved) => {
        toastDone(`Saved as “${saved.name}”.`)
        setName('')
        close()
      },
      onSettled,
    }),
  )
  const forget = useMutation(
    trpc.views.delete.mutationOptions({
      onSuccess: () => toastDone('The view is deleted.'),
      onError: (error) => toastProblem('Not deleted', error),
      onSettled,
    }),
  )
  const update = useMutation(
    trpc.views.save.mutationOptions({
      onSuccess: (saved) => toastDone(`“${saved.name}” is updated.`),
      onError: (error) => toastProblem('Not updated', error),
      onSettled,
    }),
  )
  // A cursor is a place in a list that goes on growing.
  const search = searchOf({ ...filters.values, cursor: null }).replace(/^\?/, '')
  const [from, setFrom] = useState<string | null>(null)
  const active = activeView(views.data ?? [], search, from)
  const shown = active && (active.isChanged ? `${active.name}, changed` : active.name)
  useEffect(() => {
    if (views.data) setFrom(active?.name ?? null)
  }, [views.data, active?.name])
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            variant="default"
            maw={{ base: 'none', sm: 220 }}
            leftSection={active ? <IconBookmarkFilled size={14} /> : <IconBookmark size={14} />}
            rightSection={<IconChevronDown size={14} />}
            {...(shown && { 'aria-label': `Views: ${shown}`, title: shown })}
          >
            {active ? (
              <>
                <Text span inherit truncate>
                  {active.name}
                </Text>
                {active.isChanged && (
                  <Text span inherit c="var(--ink-soft)" style={{ flex: 'none' }}>
                    , changed
                  </Text>
                )}
              </>
            ) : (
              'Views'
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.data?.map((view) => (
            <Group key={view.name} gap={2} wrap="nowrap">
              <Menu.Item
                flex={1}
                style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}
                aria-current={view.name === active?.name || undefined}
                fw={view.name === active?.name ? 600 : undefined}
                onClick={() => {
                  setFrom(view.name)
                  router.push(`/deliveries?${view.search}`)
                }}
              >
                {view.name}
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Delete the view ${view.name}`}
                onClick={() => forget.mutate({ ...tenant, name: view.name })}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Group>
          ))}
          {views.data?.length === 0 && <Menu.Label>No views yet</Menu.Label>}
          <Menu.Divider />
          {active?.isChanged && (
            <Menu.Item
              leftSection={<IconDeviceFloppy size={14} />}
              onClick={() => update.mutate({ ...tenant, name: active.name, search })}
            >
              Update view
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={14} />} disabled={!filters.isFiltered} onClick={open}>
            {filters.isFiltered ? 'Save these filters' : 'Choose filters to save them'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={naming} onClose={close} title="Save these filters" size="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate({ ...tenant, name: name.trim(), search })
          }}
        >
          <TextInput
            label="Name"
            description="A view of that name is written over."
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {save.error && <FormProblem error={save.error} />}
          <Group justify="flex-end" mt="md" gap="xs">
            <Button variant="default" onClick={close}>
              Back
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Save view
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  )
}
