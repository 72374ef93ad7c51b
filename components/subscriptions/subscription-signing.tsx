'use client'

import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Subscription } from '../../server/contract/subscription.ts'
import { toastProblem } from '../dialogs/toast.tsx'
import { Section } from '../page/section.tsx'
import { useMay } from '../session/viewer.tsx'
import { Countdown } from '../time/countdown.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { RotateSecret } from './rotate-secret.tsx'
import { MaskedSecret, SecretText } from './secret-text.tsx'
import { VerificationCode } from './verification-code.tsx'

export function SubscriptionSigning({ subscription }: { subscription: Subscription }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const mayReveal = useMay('secrets:read')
  const mayRotate = useMay('subscriptions:write')
  // A mutation, not a query: looking is recorded, and the secret must not lie in a cache.
  const reveal = useMutation(
    trpc.subscriptions.revealSecret.mutationOptions({
      gcTime: 0,
      onError: (error) => toastProblem('Not revealed', error),
    }),
  )
  const onRotated = () => {
    reveal.reset()
    void queryClient.invalidateQueries(trpc.subscriptions.secretStatus.pathFilter())
  }
  const dates = useQuery(trpc.subscriptions.secretStatus.queryOptions({ id: subscription.id }))
  return (
    <Stack gap="xl" maw={860}>
      <Section
        title="Signing secret"
        description="Signs every request, as a MAC over timestamp and body. Who reveals it is written to the audit log."
      >
        <Paper p="lg">
          <Stack gap="md">
            {reveal.data ? (
              <>
                <SecretText secret={reveal.data.secret} what="signing secret" />
                {reveal.data.previous && (
                  <div>
                    <Text size="sm" c="dimmed" mb={6}>
                      The one before signs too; it expires <RelativeTime at={reveal.data.previous.expires_at} />.
                    </Text>
                    <SecretText secret={reveal.data.previous.secret} what="previous secret" />
                  </div>
                )}
              </>
            ) : (
              <MaskedSecret />
            )}
            {dates.data && (
              <Text size="sm" c="var(--ink-soft)">
                Created <RelativeTime at={dates.data.created_at} />.{' '}
                {dates.data.previous_expires_at && (
                  <>
                    Requests carry both signatures: the secret before it expires{' '}
                    <strong>
                      <Countdown to={dates.data.previous_expires_at} />
                    </strong>
                    .
                  </>
                )}
              </Text>
            )}
            <Group gap="xs">
              {mayReveal && !reveal.data && (
                <Button
                  variant="default"
                  leftSection={<IconEye size={14} />}
                  loading={reveal.isPending}
                  onClick={() => reveal.mutate({ id: subscription.id })}
                >
                  Reveal
                </Button>
              )}
              {reveal.data && (
                <Button variant="default" leftSection={<IconEyeOff size={14} />} onClick={() => reveal.reset()}>
                  Hide
                </Button>
              )}
              {mayRotate && <RotateSecret id={subscription.id} onRotated={onRotated} />}
            </Group>
            {!mayReveal && (
              <Text size="sm" c="var(--ink-soft)">
                You may not reveal it: developers, admins and owners can.
              </Text>
            )}
          </Stack>
        </Paper>
      </Section>
      <VerificationCode />
    </Stack>
  )
}
