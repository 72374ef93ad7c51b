'use client'

import { Text } from '@mantine/core'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import { uncatalogued } from './uncatalogued.ts'

/** A type may be subscribed before it exists; a slip of the pen looks the same. */
export function UncataloguedHint({ patterns }: { patterns: string[] }) {
  const catalogue = useCatalogue()
  // Of a longer catalogue only the beginning is here.
  if (!catalogue || catalogue.next_cursor) return null
  const names = uncatalogued(patterns, catalogue.data)
  if (names.length === 0) return null
  return (
    <Text component="div" size="xs" c="var(--warn-ink)" role="status">
      {names.map((name) => (
        <div key={name}>
          {name.endsWith('.*')
            ? `${name} matches no type in the catalogue yet.`
            : `${name} is not in the catalogue: nothing is published under that name yet.`}
        </div>
      ))}
    </Text>
  )
}
