'use client'

import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Delivery } from '../../server/contract/delivery.ts'
import { isWaiting } from '../../server/contract/delivery-words.ts'
import { ExplainedButton } from '../controls/explained-button.tsx'
import { copyText } from '../copy/copy-text.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem, toastQueued } from '../dialogs/toast.tsx'
import { useMay } from '../session/viewer.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { holdWords } from '../status/hold-words.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { DeliveryExport } from './delivery-export.tsx'

/** Sending again adds a run beside whatever is scheduled; it asks where the receiver has it already. Cancelling asks. */
export function DeliveryActions({ delivery }: { delivery: Delivery }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const mayWrite = useMay('deliveries:write')
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.deliveries.pathFilter()),
      queryClient.invalidateQueries(trpc.deadLetters.pathFilter()),
    ])
  const redeliver = useMutation(
    trpc.deliveries.redeliver.mutationOptions({
      onSuccess: () => toastQueued('Queued for redelivery.'),
      onError: (error) => toastProblem('Not redelivered', error),
      onSettled: refresh,
    }),
  )
  const cancel = useMutation(
    trpc.deliveries.cancel.mutationOptions({
      onSuccess: ({ status }) => {
        if (status === 'cancelled') toastDone('Cancelled. It is not sent any more.')
        else toastDone('Nothing more is sent. An attempt that was under way decides how it ends.')
      },
      onError: (error) => toastProblem('Not cancelled', error),
      onSettled: refresh,
    }),
  )
  const [isAsking, { open: ask, close: stopAsking }] = useDisclosure(false)
  const sendAgain = () => redeliver.mutate({ id: delivery.id })
  const begin = delivery.status === 'succeeded' ? ask : sendAgain
  const impossible = delivery.subscription_deleted
    ? 'Its subscription was deleted.'
    : // Another run would wait beside the one that does.
      delivery.held_by && holdWords[delivery.held_by].sentence
  useKeys({
    y: async () => {
      if (await copyText(delivery.id)) toastDone('The id of the delivery is copied.')
      else toastProblem('Not copied', `The browser lets no page copy here. The id is ${delivery.id}.`)
    },
    r: () => mayWrite && !impossible && !redeliver.isPending && !isAsking && begin(),
  })
  if (!mayWrite) return <DeliveryExport delivery={delivery} />
  const isLost = delivery.status === 'failed' || delivery.status === 'cancelled'
  const isOpen = isWaiting(delivery.status)
  return (
    <>
      <ExplainedButton
        // What waits or arrived asks for nothing.
        variant={isLost ? 'filled' : 'default'}
        leftSection={<IconRefresh size={14} />}
        loading={redeliver.isPending}
        impossible={impossible}
        onClick={begin}
      >
        Redeliver
      </ExplainedButton>
      <Modal opened={isAsking} onClose={stopAsking} title="Redeliver it?" size="sm">
        <Text size="sm" c="var(--ink-soft)">
          It has arrived. The receiver gets it a second time and can tell by the event id.
        </Text>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={stopAsking}>
            Back
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              // A second click while it closes.
              if (!isAsking) return
              stopAsking()
              sendAgain()
            }}
          >
            Redeliver
          </Button>
        </Group>
      </Modal>
      <DeliveryExport delivery={delivery} />
      {isOpen && (
        <ConfirmButton
          danger
          label="Cancel delivery"
          question="Cancel this delivery?"
          consequence="The attempts that are still to come are dropped. It can be redelivered by hand later."
          confirmLabel="Cancel delivery"
          pending={cancel.isPending}
          onConfirm={() => cancel.mutateAsync({ id: delivery.id }).catch(() => undefined)}
        />
      )}
    </>
  )
}
