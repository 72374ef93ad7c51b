import { Text } from '@mantine/core'
import type { ReplayHold } from '../../server/contract/replay.ts'
import { Countdown } from '../time/countdown.tsx'

/** Why what a replay sends to a subscription waits, in a line. */
export function HoldText({ hold }: { hold: ReplayHold }) {
  return (
    <Text size="xs" component="span" c="var(--warn-ink)">
      {hold.reason === 'paused' ? (
        'It is paused: what is sent again waits until it is resumed'
      ) : (
        <>
          Its circuit is open: what is sent again waits until the next probe succeeds
          {hold.next_probe_at && (
            <>
              . The next one is <Countdown to={hold.next_probe_at} />
            </>
          )}
        </>
      )}
    </Text>
  )
}
