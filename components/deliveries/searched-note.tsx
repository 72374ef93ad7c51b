import { Text } from '@mantine/core'
import type { PayloadSearch } from '../../server/contract/delivery.ts'
import { exactTime } from '../time/time-text.ts'

/** How far a search in payloads came: it reads a bounded number of them. */
export function SearchedNote({ searched }: { searched: PayloadSearch | null | undefined }) {
  if (!searched) return null
  return (
    <Text size="xs" c="dimmed" role="status" mb={8}>
      <SearchedText searched={searched} />
    </Text>
  )
}

export function SearchedText({ searched: { deliveries, until, is_complete } }: { searched: PayloadSearch }) {
  const count = deliveries.toLocaleString('en-GB')
  if (deliveries === 0 || until === null) return 'There was no payload to search.'
  if (is_complete) return deliveries === 1 ? 'Searched the only payload.' : `Searched all ${count} payloads.`
  return (
    <>
      Searched {count} payloads, back to <span style={{ whiteSpace: 'nowrap' }}>{exactTime(Date.parse(until))}</span>.
      Older ones were not looked at.
    </>
  )
}
