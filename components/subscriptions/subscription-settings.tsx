'use client'

import { Paper } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Subscription } from '../../server/contract/subscription.ts'
import { toastDone } from '../dialogs/toast.tsx'
import { useMay, useViewer } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { formValuesOf, settingsOf } from './form-values.ts'
import { SubscriptionForm } from './subscription-form.tsx'

export function SubscriptionSettings({ subscription }: { subscription: Subscription }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const mayWrite = useMay('subscriptions:write')
  const update = useMutation(
    trpc.subscriptions.update.mutationOptions({
      onSuccess: () => {
        toastDone('Saved. It holds for what is sent from now on, waiting deliveries included.')
        return queryClient.invalidateQueries(trpc.subscriptions.pathFilter())
      },
    }),
  )
  if (!mayWrite) {
    return (
      <EmptyState icon={IconLock} title="You may look, not change">
        Developers, admins and owners can change settings.
      </EmptyState>
    )
  }
  return (
    <Paper p={{ base: 'md', sm: 'lg' }} maw={760}>
      <SubscriptionForm
        initial={formValuesOf(subscription)}
        settingsOpen
        owner={() => (viewer.tenant ? {} : { tenant: subscription.tenant })}
        retry={subscription.retry}
        submitLabel="Save"
        pending={update.isPending}
        error={update.error}
        submit={(values) => update.mutateAsync({ id: subscription.id, ...settingsOf(values) })}
      />
    </Paper>
  )
}
