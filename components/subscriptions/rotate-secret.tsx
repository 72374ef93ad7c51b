'use client'

import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRotate } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'
import { SecretText } from './secret-text.tsx'

const overlaps = [
  { seconds: 3_600, label: '1 hour' },
  { seconds: 86_400, label: '24 hours' },
  { seconds: 7 * 86_400, label: '7 days' },
  { seconds: 0, label: 'None: the old secret ends now' },
]

/** A new secret, with time for the receiver to change over. */
export function RotateSecret({ id, onRotated }: { id: string; onRotated: () => void }) {
  const trpc = useTRPC()
  const [opened, { open, close }] = useDisclosure(false)
  const [seconds, setSeconds] = useState('86400')
  const rotate = useMutation(trpc.subscriptions.rotateSecret.mutationOptions({ gcTime: 0, onSuccess: onRotated }))
  function leave() {
    close()
    rotate.reset()
  }
  return (
    <>
      <Button variant="default" leftSection={<IconRotate size={14} />} onClick={open}>
        Rotate
      </Button>
      <Modal opened={opened} onClose={leave} title={rotate.data ? 'New signing secret' : 'Rotate the signing secret'}>
        {rotate.data ? (
          <Stack gap="md">
            <Text size="sm" c="var(--ink-soft)">
              Requests are signed with it from now on.{' '}
              {rotate.data.previous_expires_at ? (
                <>
                  The old one signs too and expires <RelativeTime at={rotate.data.previous_expires_at} />.
                </>
              ) : (
                'The old one has ended.'
              )}
            </Text>
            <SecretText secret={rotate.data.secret} what="new secret" />
            <Group justify="flex-end">
              <Button onClick={leave}>Done</Button>
            </Group>
          </Stack>
        ) : (
          <Stack gap="md">
            <Radio.Group
              label="How long requests carry both signatures"
              description="So that the receiver can change over without losing any."
              value={seconds}
              onChange={setSeconds}
            >
              <Stack gap={8} pt={10}>
                {overlaps.map((overlap) => (
                  <Radio key={overlap.seconds} size="xs" value={String(overlap.seconds)} label={overlap.label} />
                ))}
              </Stack>
            </Radio.Group>
            {rotate.error &&
              (problemOf(rotate.error).code === 'conflict' ? (
                <Text size="sm" c="var(--bad-ink)" role="alert">
                  The last rotation still overlaps, and no more than two secrets sign at a time. Wait until it has
                  ended, or choose “None”, which ends all older secrets now.
                </Text>
              ) : (
                <FormProblem error={rotate.error} />
              ))}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={leave}>
                Cancel
              </Button>
              <Button
                loading={rotate.isPending}
                onClick={() => rotate.mutate({ id, overlap_seconds: Number(seconds) })}
              >
                Rotate
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  )
}
