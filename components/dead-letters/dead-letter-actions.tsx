'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toastRedelivered } from '../deliveries/toast-redelivered.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { counted, DeadLetterCount, type DeadLetterFilter } from './dead-letter-count.tsx'

/** Redelivers or discards what was chosen, or all that a filter means; counts it before it does. */
export function DeadLetterActions(props: {
  chosen: { ids: string[] } | { filter: DeadLetterFilter }
  /** On the buttons, behind the verb: ` 3`, ` all matching`. */
  suffix: string
  /** Beside others of its kind in a list. */
  quiet?: boolean
  onDone?: () => void
}) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () => {
    props.onDone?.()
    return Promise.all([
      queryClient.invalidateQueries(trpc.deadLetters.pathFilter()),
      queryClient.invalidateQueries(trpc.deliveries.pathFilter()),
    ])
  }
  const redeliver = useMutation(
    trpc.deadLetters.redeliver.mutationOptions({
      onSuccess: ({ redelivered, skipped, held }) =>
        toastRedelivered(
          `${counted(redelivered)} queued for redelivery.${skipped ? ` ${skipped} left out.` : ''}`,
          redelivered,
          held,
        ),
      onError: (error) => toastProblem('Nothing was redelivered', error),
      onSettled: refresh,
    }),
  )
  const discard = useMutation(
    trpc.deadLetters.discard.mutationOptions({
      onSuccess: ({ discarded }) => toastDone(`${counted(discarded)} discarded.`),
      onError: (error) => toastProblem('Nothing was discarded', error),
      onSettled: refresh,
    }),
  )
  const { chosen } = props
  const [hasNoneToSend, setHasNoneToSend] = useState(false)
  const [hasNoneToDiscard, setHasNoneToDiscard] = useState(false)
  const what = 'ids' in chosen ? counted(chosen.ids.length) : 'dead letters'
  return (
    <>
      <ConfirmButton
        variant={props.quiet ? 'default' : 'filled'}
        label={`Redeliver${props.suffix}`}
        question={`Redeliver ${what}?`}
        consequence={
          <>
            <DeadLetterCount chosen={chosen} verb="redeliver" onKnown={setHasNoneToSend} />
            Each starts over with all its attempts. New events go first.
          </>
        }
        confirmLabel={`Redeliver ${what}`}
        pending={redeliver.isPending}
        nothing={hasNoneToSend}
        onConfirm={() => redeliver.mutateAsync(chosen).catch(() => undefined)}
      />
      <ConfirmButton
        danger
        label={`Discard${props.suffix}`}
        question={`Discard ${what}?`}
        consequence={
          <>
            <DeadLetterCount chosen={chosen} verb="discard" onKnown={setHasNoneToDiscard} />
            Their status becomes Cancelled and they leave this list. Each can still be redelivered from its own page.
          </>
        }
        confirmLabel={`Discard ${what}`}
        pending={discard.isPending}
        nothing={hasNoneToDiscard}
        onConfirm={() => discard.mutateAsync(chosen).catch(() => undefined)}
      />
    </>
  )
}
