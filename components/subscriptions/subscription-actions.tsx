'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import type { Subscription } from '../../server/contract/subscription.ts'
import { PauseButton, ResumeButton } from '../controls/pause-buttons.tsx'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { optionalPart } from '../early-input/optional-part.ts'
import { PreflightButton } from '../preflight/preflight-button.tsx'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { SendTestButton } from './send-test-button.tsx'
import { useResume } from './use-resume.ts'

/** Comes with the dialog: most visits delete nothing. */
const DeletionConsequence = dynamic(
  () => optionalPart(async () => (await import('./deletion-consequence.tsx')).DeletionConsequence),
  { ssr: false },
)

/** What one can do with a subscription as a whole. */
export function SubscriptionActions({ subscription }: { subscription: Subscription }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const mayWrite = useMay('subscriptions:write')
  const { id } = subscription
  const refresh = () => queryClient.invalidateQueries(trpc.subscriptions.pathFilter())
  const pause = useMutation(
    trpc.subscriptions.pause.mutationOptions({
      onSuccess: () => toastDone('Paused. Deliveries wait until you resume.'),
      onError: (error) => toastProblem('Not paused', error),
      onSettled: refresh,
    }),
  )
  const resume = useResume(subscription.status === 'disabled')
  const remove = useMutation(
    trpc.subscriptions.delete.mutationOptions({
      onSuccess: () => {
        toastDone('Subscription deleted.')
        router.push('/subscriptions')
      },
      onError: (error) => toastProblem('Not deleted', error),
    }),
  )
  const isRunning = subscription.status === 'active' && subscription.circuit === 'closed'
  const resumes = mayWrite && !isRunning

  return (
    <>
      {resumes && <ResumeButton primary pending={resume.isPending} onClick={() => resume.mutate({ id })} />}
      <SendTestButton subscription={subscription} primary={!resumes} />
      <PreflightButton id={id} />
      {mayWrite && subscription.status === 'active' && (
        <PauseButton pending={pause.isPending} onClick={() => pause.mutate({ id })} />
      )}
      {mayWrite && (
        <ConfirmButton
          danger
          label="Delete"
          question="Delete this subscription?"
          consequence={<DeletionConsequence subscription={subscription} />}
          confirmLabel="Delete subscription"
          pending={remove.isPending}
          onConfirm={() => remove.mutateAsync({ id }).catch(() => undefined)}
        />
      )}
    </>
  )
}
