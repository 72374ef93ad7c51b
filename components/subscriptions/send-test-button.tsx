'use client'

import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconSend2 } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { matchesAnyPattern } from '../../server/contract/event-pattern.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import { toastProblem, toastQueued } from '../dialogs/toast.tsx'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { askToLeave } from '../unsaved/unsaved-changes.ts'

/**
 * Sends the example of an event type, really signed and really sent; its delivery opens and shows what came of it. `primary`: nothing
 * else is more urgent.
 */
export function SendTestButton({ subscription, primary }: { subscription: Subscription; primary: boolean }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const mayTest = useMay('events:write')
  const catalogue = useCatalogue()
  const send = useMutation(
    trpc.subscriptions.test.mutationOptions({
      onSuccess: ({ delivery, type }) => {
        toastQueued(`Test event ${type} queued.`)
        void queryClient.invalidateQueries(trpc.deliveries.pathFilter())
        askToLeave(() => router.push(`/deliveries/${delivery}`))
      },
      onError: (error) => toastProblem('No test event was sent', error),
    }),
  )
  if (!mayTest) return null
  // What it would get comes first; a test of anything else is sent as well.
  const gets = ({ name, version }: { name: string; version: string }) =>
    matchesAnyPattern(subscription.events, name, version)
  const types = (catalogue?.data ?? []).toSorted((a, b) => Number(gets(b)) - Number(gets(a)))
  return (
    <Menu width={260}>
      <Menu.Target>
        <Button
          variant={primary ? 'filled' : 'default'}
          leftSection={<IconSend2 size={14} />}
          rightSection={<IconChevronDown size={14} />}
          loading={send.isPending}
        >
          Send test event
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>Example of</Menu.Label>
        {types.map(({ id, name, version }) => (
          <Menu.Item
            key={id}
            ff="monospace"
            fz={12.5}
            onClick={() => send.mutate({ id: subscription.id, type: `${name}@${version}` })}
          >
            {name}
            {types.filter((type) => type.name === name).length > 1 && `@${version}`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
