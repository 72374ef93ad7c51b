'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Replay } from '../../server/contract/replay.ts'
import { PauseButton, ResumeButton } from '../controls/pause-buttons.tsx'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Steers a replay that has not ended. */
export function ReplayActions({ replay }: { replay: Pick<Replay, 'id' | 'status'> }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const mayReplay = useMay('replays:write')
  const onSettled = () => queryClient.invalidateQueries(trpc.replays.pathFilter())
  const pause = useMutation(
    trpc.replays.pause.mutationOptions({
      onSuccess: () => toastDone('Paused. What is not sent yet waits.'),
      onError: (error) => toastProblem('Not paused', error),
      onSettled,
    }),
  )
  const resume = useMutation(
    trpc.replays.resume.mutationOptions({
      onSuccess: () => toastDone('Resumed. It goes on where it was.'),
      onError: (error) => toastProblem('Not resumed', error),
      onSettled,
    }),
  )
  const cancel = useMutation(
    trpc.replays.cancel.mutationOptions({
      onSuccess: () => toastDone('Cancelled. What was not sent yet is back where it was.'),
      onError: (error) => toastProblem('Not cancelled', error),
      onSettled,
    }),
  )
  const { id, status } = replay
  if (!mayReplay || status === 'completed' || status === 'cancelled') return null
  return (
    <>
      {status === 'running' ? (
        <PauseButton pending={pause.isPending} onClick={() => pause.mutate({ id })} />
      ) : (
        <ResumeButton pending={resume.isPending} onClick={() => resume.mutate({ id })} />
      )}
      <ConfirmButton
        danger
        label="Cancel replay"
        question="Cancel this replay?"
        consequence="What was delivered stays delivered. What was not sent yet is taken back: dead letters are dead letters again."
        pending={cancel.isPending}
        onConfirm={() => cancel.mutateAsync({ id }).catch(() => undefined)}
      />
    </>
  )
}
