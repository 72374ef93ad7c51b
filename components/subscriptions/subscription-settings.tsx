'use client'

import { Paper } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Subscription } from '../../server/contract/subscription.ts'
import { toastDone } from '../dialogs/toast.tsx'
import { useViewer } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { changedOnly } from '../unsaved/changed-only.ts'
import { formValuesOf, settingsOf } from './form-values.ts'
import { SubscriptionForm } from './subscription-form.tsx'

export function SubscriptionSettings({ subscription }: { subscription: Subscription }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const update = useMutation(
    trpc.subscriptions.update.mutationOptions({
      onSuccess: () => {
        toastDone('Saved. It holds for what is sent from now on, waiting deliveries included.')
        return queryClient.invalidateQueries(trpc.subscriptions.pathFilter())
      },
    }),
  )
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
        submit={(values, before) =>
          update.mutateAsync({
            id: subscription.id,
            ...changedOnly(settingsOf(values), settingsOf(before), ['delivery']),
          })
        }
      />
    </Paper>
  )
}
