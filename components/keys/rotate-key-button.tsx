'use client'

import { Button, Modal, Radio, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKey } from '../../server/contract/api-key.ts'
import { ExplainedButton } from '../controls/explained-button.tsx'
import { FormFooter } from '../dialogs/form-footer.tsx'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { useViewer } from '../session/viewer.tsx'
import { OneTimeSecret } from '../subscriptions/one-time-secret.tsx'
import { useIsOver } from '../time/now.ts'
import { exactTime } from '../time/time-text.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

const overlaps = [
  { seconds: 3_600, label: '1 hour' },
  { seconds: 86_400, label: '24 hours' },
  { seconds: 7 * 86_400, label: '7 days' },
  { seconds: 30 * 86_400, label: '30 days' },
  { seconds: 0, label: 'Not at all: it ends now' },
]

/** Another key in place of one, with time for its programs to change over. */
export function RotateKeyButton({ apiKey }: { apiKey: ApiKey }) {
  const [opened, { open, close }] = useDisclosure(false)
  const viewer = useViewer()
  const isOver = useIsOver(apiKey.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(apiKey.expires_at))
  const lacking = apiKey.scopes.filter((scope) => !viewer.scopes.includes(scope))
  const impossible = isOver
    ? 'It has expired. Create a new one.'
    : apiKey.replaced_by
      ? 'It was replaced already. Rotate the newer one.'
      : lacking.length > 0
        ? `It may do what you may not: ${lacking.join(', ')}.`
        : undefined
  return (
    <>
      <ExplainedButton variant="default" size="compact-xs" impossible={impossible} onClick={open}>
        Rotate
      </ExplainedButton>
      {opened && <RotateKeyModal apiKey={apiKey} onClose={close} />}
    </>
  )
}

/** Mounted anew each time, so that no key of before lies in it. */
function RotateKeyModal({ apiKey: { id, name, expires_at }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [seconds, setSeconds] = useState('86400')
  const rotate = useMutation(
    trpc.keys.rotate.mutationOptions({
      gcTime: 0,
      onSuccess: () => queryClient.invalidateQueries(trpc.keys.pathFilter()),
    }),
  )
  if (rotate.data) {
    const label = overlaps.find((overlap) => overlap.seconds === rotate.variables.overlap_seconds)?.label
    return (
      <OneTimeSecret title="Your new API key" secret={rotate.data.key} what="API key" onClose={onClose}>
        <Text size="sm" c="var(--ink-soft)">
          Copy it now. It is stored as a hash only and cannot be shown again. The old key{' '}
          {rotate.variables.overlap_seconds === 0 ? 'has ended' : `works for ${label} more, unless it expires before`}.
        </Text>
      </OneTimeSecret>
    )
  }
  return (
    <Modal opened onClose={onClose} title={`Rotate ${name}?`} size="lg">
      <Stack gap="md">
        <Text size="sm" c="var(--ink-soft)">
          You get a new key with the same name and rights
          {expires_at === null ? '' : `, which expires as this one would, ${exactTime(Date.parse(expires_at))}`}. Give
          it to the programs that use this one while both work. To end this one sooner, revoke it.
        </Text>
        <Radio.Group label="How long the old key goes on working" value={seconds} onChange={setSeconds}>
          <Stack gap={8} pt={10}>
            {overlaps.map((overlap) => (
              <Radio key={overlap.seconds} size="xs" value={String(overlap.seconds)} label={overlap.label} />
            ))}
          </Stack>
        </Radio.Group>
        {rotate.error && <FormProblem error={rotate.error} />}
        <FormFooter>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={rotate.isPending} onClick={() => rotate.mutate({ id, overlap_seconds: Number(seconds) })}>
            Rotate key
          </Button>
        </FormFooter>
      </Stack>
    </Modal>
  )
}
