'use client'

import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { toastProblem } from '../dialogs/toast.tsx'
import { useVerified } from '../first-run/use-verified.ts'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { LazyPreflightResult } from './lazy-preflight-result.ts'

/** Sends the receiver a true, a forged and a stale request, and shows what it did. */
export function PreflightButton({ id }: { id: string }) {
  const trpc = useTRPC()
  const mayWrite = useMay('subscriptions:write')
  const [, setVerified] = useVerified()
  const [opened, { open, close }] = useDisclosure(false)
  const preflight = useMutation(
    trpc.subscriptions.preflight.mutationOptions({
      onSuccess: ({ verifies_signatures }) => {
        open()
        if (verifies_signatures) setVerified(true)
      },
      onError: (error) => toastProblem('The receiver was not checked', error),
    }),
  )
  if (!mayWrite) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconStethoscope size={14} />}
        loading={preflight.isPending}
        onClick={() => preflight.mutate({ id })}
      >
        Check receiver
      </Button>
      <Modal stackId="check" opened={opened} onClose={close} title="Check of the receiver" size="xl">
        {preflight.data && <LazyPreflightResult result={preflight.data} />}
      </Modal>
    </>
  )
}
