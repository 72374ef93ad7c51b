import { Text } from '@mantine/core'
import type { ReplayHold } from '../../server/contract/replay.ts'
import { Countdown } from '../time/countdown.tsx'

const sentences: Record<ReplayHold['reason'], string> = {
  paused: 'It is paused: what is sent again waits until it is resumed',
  circuit_open: 'Its circuit is open: what is sent again waits until the next probe succeeds',
  retry_after: 'Its receiver asked to wait with Retry-After: what is sent again waits for so long',
}

/** Why what a replay sends to a subscription waits, in a line. */
export function HoldText({ hold }: { hold: ReplayHold }) {
  return (
    <Text size="xs" component="span" c="var(--warn-ink)">
      {sentences[hold.reason]}
      {hold.next_probe_at && (
        <>
          . The next one is <Countdown to={hold.next_probe_at} />
        </>
      )}
      .
    </Text>
  )
}
