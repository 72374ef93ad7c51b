import { Code, Stack } from '@mantine/core'
import type { SubscriptionFilter } from '../../server/contract/subscription-filter.ts'

/** What a filter asks for, an entry on each line. */
export function FilterLines({ filter }: { filter: SubscriptionFilter }) {
  return (
    <Stack gap={4} align="flex-start">
      {Object.entries(filter).map(([name, value]) => (
        <Code key={name} style={{ overflowWrap: 'anywhere' }}>
          {name}: {JSON.stringify(value)}
        </Code>
      ))}
    </Stack>
  )
}
