'use client'

import { Text } from '@mantine/core'
import { uncatalogued } from '../../server/contract/uncatalogued.ts'
import { useCatalogue } from '../event-types/use-catalogue.ts'

/** A type may be subscribed before it exists; a slip of the pen looks the same. */
export function UncataloguedHint({ patterns }: { patterns: string[] }) {
  const catalogue = useCatalogue()
  // Of a longer catalogue only the beginning is here.
  if (!catalogue || catalogue.next_cursor) return null
  const warnings = uncatalogued(patterns, catalogue.data)
  if (warnings.length === 0) return null
  return (
    <Text component="div" size="xs" c="var(--warn-ink)" role="status">
      {warnings.map(({ pointer, message }) => (
        <div key={pointer}>{message}</div>
      ))}
    </Text>
  )
}
