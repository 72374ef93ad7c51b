'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AttemptError } from '../../server/contract/delivery.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem, toastQueued } from '../dialogs/toast.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

interface Filter {
  tenant?: string
  type?: string
  error?: AttemptError
  subscription?: string
}

/** Acts on the chosen dead letters, or, when none is chosen, on all that the filters name; says which before it does. */
export function DeadLetterActions(props: {
  chosen: ReadonlySet<string>
  filter: Filter
  isFiltered: boolean
  hasAny: boolean
  onDone: () => void
}) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () => {
    props.onDone()
    return Promise.all([
      queryClient.invalidateQueries(trpc.deadLetters.pathFilter()),
      queryClient.invalidateQueries(trpc.deliveries.pathFilter()),
    ])
  }
  const redeliver = useMutation(
    trpc.deadLetters.redeliver.mutationOptions({
      onSuccess: ({ redelivered, skipped }) =>
        toastQueued(`${counted(redelivered)} queued to be sent again.${skipped ? ` ${skipped} left out.` : ''}`),
      onError: (error) => toastProblem('Nothing was sent again', error),
      onSettled: refresh,
    }),
  )
  const discard = useMutation(
    trpc.deadLetters.discard.mutationOptions({
      onSuccess: ({ discarded }) => toastDone(`${counted(discarded)} given up.`),
      onError: (error) => toastProblem('Nothing was given up', error),
      onSettled: refresh,
    }),
  )
  if (!props.hasAny) return null
  const { chosen } = props
  const selection = chosen.size > 0 ? { ids: [...chosen] } : { filter: props.filter }
  const these =
    chosen.size > 0 ? counted(chosen.size) : `all dead letters${props.isFiltered ? ' that match the filters' : ''}`
  const suffix = chosen.size > 0 ? ` ${chosen.size}` : props.isFiltered ? ' all matching' : ' all'
  return (
    <>
      <ConfirmButton
        variant="filled"
        label={`Redeliver${suffix}`}
        question={`Send ${these} again?`}
        consequence="Each gets a run of its own with all attempts. They go behind live traffic, and paused subscriptions keep them waiting."
        pending={redeliver.isPending}
        onConfirm={() => redeliver.mutateAsync(selection).catch(() => undefined)}
      />
      <ConfirmButton
        danger
        label={`Discard${suffix}`}
        question={`Give up ${these}?`}
        consequence="They become cancelled and leave this list. Each can still be redelivered by hand from its own page."
        pending={discard.isPending}
        onConfirm={() => discard.mutateAsync(selection).catch(() => undefined)}
      />
    </>
  )
}

function counted(count: number): string {
  return `${count.toLocaleString('en-GB')} dead ${count === 1 ? 'letter' : 'letters'}`
}
