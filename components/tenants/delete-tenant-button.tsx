'use client'

import { Button, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListedTenant } from '../../server/contract/tenant.ts'
import { FormFooter } from '../dialogs/form-footer.tsx'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { toastDone } from '../dialogs/toast.tsx'
import { count } from '../overview/figures.ts'
import { useChosenTenant } from '../session/chosen-tenant.tsx'
import { waitingWords } from '../subscriptions/deletion-consequence.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

export function DeleteTenantButton({ tenant }: { tenant: ListedTenant }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        c="var(--bad-ink)"
        aria-label={`Delete ${tenant.name}`}
        onClick={open}
      >
        Delete
      </Button>
      {opened && <DeleteTenantModal tenant={tenant} onClose={close} />}
    </>
  )
}

/** More goes with a tenant than with anything else: its name must be typed. */
function DeleteTenantModal({ tenant, onClose }: { tenant: ListedTenant; onClose: () => void }) {
  const { id, name, subscriptions } = tenant
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { tenant: chosen, choose } = useChosenTenant()
  const [typed, setTyped] = useState('')
  const now = useQuery(trpc.stats.now.queryOptions({ tenant: id }, { staleTime: 0 })).data
  const remove = useMutation(
    trpc.tenants.delete.mutationOptions({
      onSuccess: () => {
        toastDone(`Tenant ${name} deleted.`)
        onClose()
        if (chosen === id) choose(null)
        return queryClient.invalidateQueries()
      },
    }),
  )
  const isNamed = typed.trim() === name.trim()
  return (
    <Modal opened onClose={onClose} title={`Delete ${name}?`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isNamed) remove.mutate({ id })
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="var(--ink-soft)">
            {subscriptionWords(subscriptions)} Its API keys stop working within two seconds, its apps and inboxes are
            deleted, its members can no longer sign in to it, and{' '}
            {now ? waitingWords(now.waiting) : 'what is waiting is cancelled'}. Events published for it are refused.
            What was published and sent before stays readable to people of the whole installation for as long as it is
            kept. This cannot be undone.
          </Text>
          <TextInput
            label="Type its name to confirm"
            placeholder={name}
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {remove.error && <FormProblem error={remove.error} />}
          <FormFooter>
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            <Button type="submit" color="var(--bad)" disabled={!isNamed} loading={remove.isPending}>
              Delete tenant
            </Button>
          </FormFooter>
        </Stack>
      </form>
    </Modal>
  )
}

function subscriptionWords(subscriptions: number): string {
  if (subscriptions === 0) return 'It has no subscriptions.'
  if (subscriptions === 1) return 'Its subscription is deleted.'
  return `Its ${count(subscriptions)} subscriptions are deleted.`
}
