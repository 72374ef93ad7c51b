'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { EventType } from '../../server/contract/event-type.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

export function DeleteEventType({ type: { id, name, version } }: { type: EventType }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const mayWrite = useMay('event-types:write')
  const remove = useMutation(
    trpc.eventTypes.delete.mutationOptions({
      onSuccess: () => {
        toastDone(`Event type ${name}@${version} deleted.`)
        router.push('/event-types')
        return queryClient.invalidateQueries(trpc.eventTypes.list.pathFilter())
      },
      onError: (error) => toastProblem('Not deleted', error),
    }),
  )
  if (!mayWrite) return null
  return (
    <ConfirmButton
      danger
      label="Delete"
      question={`Delete ${name}, version ${version}?`}
      consequence="Events of it are refused from then on; those accepted before are still delivered. This cannot be undone."
      confirmLabel="Delete version"
      pending={remove.isPending}
      onConfirm={() => remove.mutateAsync({ id }).catch(() => undefined)}
    />
  )
}
