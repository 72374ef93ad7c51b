'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastDone, toastProblem, toastQueued } from '../dialogs/toast.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/**
 * Lets a subscription send again, and says what that comes to. `wasDisabled`: events passed it by meanwhile, unlike one that is paused or
 * fails.
 */
export function useResume(wasDisabled: boolean) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.subscriptions.resume.mutationOptions({
      onSuccess: ({ id, circuit }) =>
        wasDisabled
          ? toastQueued(
              'Resumed. What waited is being sent. What was published while it was disabled was not kept for it: replay what was never sent.',
              `/subscriptions/${id}?tab=recovery`,
              'To the replay',
            )
          : circuit === 'closed'
            ? toastDone('Resumed. What waited is being sent, oldest first.')
            : toastQueued('Resumed. The receiver is tried at once; what waits follows when it answers.'),
      onError: (error) => toastProblem('Not resumed', error),
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.subscriptions.pathFilter()),
          queryClient.invalidateQueries(trpc.stats.pathFilter()),
        ]),
    }),
  )
}
