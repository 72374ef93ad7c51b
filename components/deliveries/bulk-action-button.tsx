'use client'

import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BulkCancellation, BulkRedelivery, DeliverySelectionFilter } from '../../server/contract/delivery-bulk.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { toastDone } from '../dialogs/toast.tsx'
import { useTRPC, useTRPCClient } from '../trpc/portal-client.tsx'
import { bulkQuestion, countOf, deliveriesWord, doneText, leftOutText } from './bulk-words.ts'
import { HeldReceivers } from './held-receivers.tsx'
import { SearchedText } from './searched-note.tsx'
import { toastRedelivered } from './toast-redelivered.ts'

type Selection = { ids: string[] } | { filter: DeliverySelectionFilter }

/** Counts first, says what will happen to how many, and asks; nothing is done before. */
export function BulkActionButton(props: { kind: 'redeliver' | 'cancel'; selection: Selection; onDone: () => void }) {
  const { kind, selection, onDone } = props
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const { deliveries } = useTRPCClient()
  const mutationFn = (input: Selection & { dry_run?: boolean }): Promise<BulkRedelivery | BulkCancellation> =>
    kind === 'redeliver' ? deliveries.redeliverMany.mutate(input) : deliveries.cancelMany.mutate(input)
  const plan = useMutation({ mutationFn })
  const act = useMutation({
    mutationFn,
    onSuccess: (done) => {
      if (!('redelivered' in done)) toastDone(doneText(done))
      else
        toastRedelivered(
          doneText(done),
          done.redelivered,
          done.held,
          done.replay ? `/replays/${done.replay}` : undefined,
        )
      close()
      onDone()
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.deliveries.pathFilter()),
        queryClient.invalidateQueries(trpc.deadLetters.pathFilter()),
        queryClient.invalidateQueries(trpc.replays.pathFilter()),
      ]),
  })

  const count = plan.data && countOf(plan.data)
  const problem = plan.error ?? act.error
  return (
    <>
      <Button
        variant={kind === 'redeliver' ? 'filled' : 'default'}
        onClick={() => {
          act.reset()
          plan.mutate({ ...selection, dry_run: true })
          open()
        }}
      >
        {kind === 'redeliver' ? 'Redeliver' : 'Cancel deliveries'}
      </Button>
      <Modal opened={opened} onClose={close} title={bulkQuestion(kind, count)} size="md">
        <Stack gap="sm">
          {plan.isPending && (
            <div role="status" aria-label="Counting">
              <Skeleton height={12} width="80%" mb={8} />
              <Skeleton height={12} width="55%" />
            </div>
          )}
          {plan.data && (
            <>
              <Text size="sm" c="var(--ink-soft)">
                {count === 0 ? nothingToDo[kind] : consequences[kind]}
              </Text>
              {leftOutText(plan.data).map(({ text, key }) => (
                <Text key={key} size="sm" c="var(--warn-ink)" style={{ overflowWrap: 'anywhere' }}>
                  {text}
                </Text>
              ))}
              {'held' in plan.data && <HeldReceivers held={plan.data.held} />}
              {plan.data.searched && (
                <Text size="xs" c="dimmed">
                  <SearchedText searched={plan.data.searched} />
                </Text>
              )}
            </>
          )}
          {problem && <FormProblem error={problem} />}
          <Group justify="flex-end" mt="xs" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              {count === 0 ? 'Close' : 'Back'}
            </Button>
            {count !== 0 && (
              <Button
                color={kind === 'cancel' ? 'var(--bad)' : undefined}
                disabled={count === undefined}
                loading={act.isPending}
                onClick={() => plan.data && act.mutate(asCounted(selection, plan.data.before))}
              >
                {kind === 'redeliver' ? 'Redeliver' : 'Cancel'} {count === undefined ? '' : deliveriesWord(count)}
              </Button>
            )}
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

/** What was accepted after the counting is no part of what was agreed to. */
function asCounted(selection: Selection, before: string): Selection {
  return 'filter' in selection ? { filter: { ...selection.filter, before } } : selection
}

const consequences = {
  redeliver:
    'Each starts over with all its attempts, also those that succeeded: receivers recognise a repetition by the event id. ' +
    'New events go first.',
  cancel:
    'The attempts that are still to come are dropped; what has ended stays as it is. Redelivering is possible later.',
}

const nothingToDo = {
  redeliver: 'None of them can be redelivered now.',
  cancel: 'Each of them has ended: there is no attempt still to come.',
}
