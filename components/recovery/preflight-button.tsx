'use client'

import { Button, Modal, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconMinus, IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Preflight } from '../../server/contract/preflight.ts'
import { toastProblem } from '../dialogs/toast.tsx'
import { useMay } from '../session/viewer.tsx'
import { StatusBadge } from '../status/status-badge.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

const faces = {
  passed: { tone: 'good', icon: IconCircleCheck, word: 'Passed' },
  warned: { tone: 'warn', icon: IconAlertTriangle, word: 'Warning' },
  failed: { tone: 'bad', icon: IconCircleX, word: 'Failed' },
  skipped: { tone: 'quiet', icon: IconMinus, word: 'Skipped' },
} as const

const names: Record<Preflight['checks'][number]['name'], string> = {
  url: 'URL',
  dns: 'Name',
  address: 'Address',
  connect: 'Connection',
  tls: 'TLS',
  certificate: 'Certificate',
  redirect: 'Redirect',
  ping: 'Signed ping',
  latency: 'Latency',
  forged_signature: 'Forged signature',
  stale_timestamp: 'Stale timestamp',
}

/** Sends the receiver a true, a forged and a stale request, and shows what it did. */
export function PreflightButton({ id }: { id: string }) {
  const trpc = useTRPC()
  const mayWrite = useMay('subscriptions:write')
  const preflight = useMutation(
    trpc.subscriptions.preflight.mutationOptions({
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
      {preflight.data && (
        <Modal opened onClose={() => preflight.reset()} title="Check of the receiver" size="lg">
          <PreflightResult result={preflight.data} />
        </Modal>
      )}
    </>
  )
}

function PreflightResult({ result }: { result: Preflight }) {
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {result.ok ? 'Deliveries arrive.' : 'Deliveries will not arrive as it is.'}
        {result.verifies_signatures === true && ' It verifies signatures as it should.'}
        {result.verifies_signatures === false && ' It does not verify signatures as it should.'}
      </Text>
      <ul style={{ display: 'grid', gap: 8, margin: 0, padding: 0, listStyle: 'none' }}>
        {result.checks.map(({ name, outcome, message }) => {
          const { tone, icon, word } = faces[outcome]
          return (
            <li key={name} style={{ display: 'grid', gridTemplateColumns: '140px 90px 1fr', gap: 8, fontSize: 13 }}>
              <span>{names[name]}</span>
              <StatusBadge tone={tone} icon={icon}>
                {word}
              </StatusBadge>
              <span style={{ color: 'var(--ink-soft)' }}>{message}</span>
            </li>
          )
        })}
      </ul>
    </Stack>
  )
}
