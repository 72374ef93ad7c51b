'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastDone, toastProblem, toastQueued } from '../dialogs/toast.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Lets a subscription send again, and says what that comes to. */
export function useResume() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.subscriptions.resume.mutationOptions({
      onSuccess: ({ circuit }) =>
        circuit === 'closed'
          ? toastDone('Resumed. What waited is being sent, oldest first.')
          : toastQueued('Resumed. The receiver is tried at once; what waits follows when it answers.'),
      onError: (error) => toastProblem('Not resumed', error),
      onSettled: () => queryClient.invalidateQueries(trpc.subscriptions.pathFilter()),
    }),
  )
}
