'use client'

import { Button, Collapse, Group, Paper, Stack, Text } from '@mantine/core'
import { IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { LazyPreflightResult } from './lazy-preflight-result.ts'

/** Tries a URL before it is saved: name, address, certificate, answer, and whether it refuses what it should refuse. */
export function CheckUrlButton(props: {
  tenant: string | undefined
  url: string
  headers: Record<string, string>
  /** Empty: the receiver cannot know one yet. */
  secret: string
  disabled: boolean
  /** What is to be done first; null: nothing, or the field of the URL says it. */
  first: string | null
}) {
  const { tenant, url, headers, secret } = props
  const trpc = useTRPC()
  const preflight = useMutation(trpc.subscriptions.preflightUrl.mutationOptions())
  const { reset } = preflight
  // What was found holds for the URL that was tried.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another URL or secret ends it
  useEffect(reset, [url, secret, reset])
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconStethoscope size={14} />}
          disabled={props.disabled}
          loading={preflight.isPending}
          onClick={() => preflight.mutate({ url, headers, ...(tenant && { tenant }), ...(secret && { secret }) })}
        >
          Check this URL
        </Button>
        {props.first && (
          <Text size="xs" c="dimmed">
            {props.first}
          </Text>
        )}
      </Group>
      {preflight.error && <FormProblem error={preflight.error} />}
      <Collapse expanded={preflight.data !== undefined}>
        {preflight.data && (
          <Paper p="md" bg="var(--surface-sunken)">
            <LazyPreflightResult result={preflight.data} />
          </Paper>
        )}
      </Collapse>
    </Stack>
  )
}
