'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { useEffect, useState } from 'react'
import type { EventType } from '../../server/contract/event-type.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { exampleOfSchema } from './example-of-schema.ts'

/** What an event of this type may look like, as text to be edited. */
function startOf({ example, schema }: EventType): string {
  return JSON.stringify(example ?? (schema === null ? {} : exampleOfSchema(schema)), null, 2)
}

/**
 * The event that is being written: its type is in the URL (`name@version`), its data begins as the example of the type.
 * `preferred`: which type to begin with, where the URL names none.
 */
export function useDraft(preferred: (types: EventType[]) => EventType | undefined) {
  const trpc = useTRPC()
  const [wanted, setWanted] = useQueryState('type', parseAsString)
  const [edited, setEdited] = useState<{ of: string; text: string } | null>(null)
  const { data } = useQuery(trpc.eventTypes.list.queryOptions({ limit: 100 }, { staleTime: 60_000 }))
  const types = data?.data
  const type = types && (types.find((each) => keyOf(each) === wanted) ?? preferred(types) ?? types[0])
  const key = type ? keyOf(type) : null
  const start = type ? startOf(type) : ''
  const text = edited?.of === key ? edited.text : start

  // Another type is another shape: what was written for the one before would only be wrong.
  useEffect(() => setEdited((before) => (before?.of === key ? before : null)), [key])

  return {
    types,
    type,
    text,
    isEdited: text !== start,
    choose: (chosen: EventType) => void setWanted(keyOf(chosen)),
    write: (next: string) => key && setEdited({ of: key, text: next }),
    reset: () => setEdited(null),
  }
}

export function keyOf({ name, version }: Pick<EventType, 'name' | 'version'>): string {
  return `${name}@${version}`
}
