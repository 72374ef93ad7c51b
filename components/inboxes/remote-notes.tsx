import { Group, Stack, Text } from '@mantine/core'
import type { Inbox } from '../../server/contract/inbox.ts'
import { ExpiredBadge } from './expired-badge.tsx'

/** What is to be known of an inbox at webhook.site: where payloads go, whether it still takes them, whether it can be read. */
export function RemoteNotes({ inbox }: { inbox: Inbox }) {
  if (inbox.kind !== 'webhook_site') return null
  return (
    <Stack gap="xs" role="status">
      <Text size="sm" c="var(--ink-soft)">
        Kept at {new URL(inbox.url).host}: what is sent to it leaves this installation. What it answered is what our
        side saw, and requests of the same second come in no particular order.
      </Text>
      {inbox.state === 'expired' && (
        <Group gap="xs">
          <ExpiredBadge />
          <Text size="sm">
            It takes no more requests: it is full or has expired. Clear it, or create another. No subscription was
            disabled for it.
          </Text>
        </Group>
      )}
      {inbox.problem !== null && <Text size="sm">New requests could not be read. {inbox.problem}</Text>}
    </Stack>
  )
}
