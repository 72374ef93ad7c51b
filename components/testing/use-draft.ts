'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { useEffect, useState } from 'react'
import { matchesAnyPattern } from '../../server/contract/event-pattern.ts'
import type { EventType } from '../../server/contract/event-type.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { exampleOfSchema } from './example-of-schema.ts'

/** What an event of this type may look like, as text to be edited. */
function startOf({ example, schema }: EventType): string {
  return JSON.stringify(example ?? (schema === null ? {} : exampleOfSchema(schema)), null, 2)
}

/**
 * The event that is being written: its type is in the URL (`name@version`), its data begins as the example of the type. Where the
 * URL names none, it is one that the subscription takes, or what the tenant published last.
 */
export function useDraft({ tenant, subscription }: { tenant: string | undefined; subscription?: Subscription }) {
  const trpc = useTRPC()
  const mayReadEvents = useMay('events:read')
  const [wanted, setWanted] = useQueryState('type', parseAsString)
  const [edited, setEdited] = useState<{ of: string; text: string } | null>(null)
  const types = useCatalogue()?.data
  const newest = useQuery(
    trpc.events.list.queryOptions(
      { ...(tenant && { tenant }), limit: 1 },
      { enabled: mayReadEvents && !subscription && wanted === null, staleTime: Number.POSITIVE_INFINITY },
    ),
  )
  const usual = newest.data?.data.map(({ type: name, version }) => keyOf({ name, version })) ?? []
  const isUsual = (each: EventType) =>
    subscription ? matchesAnyPattern(subscription.events, each.name, each.version) : usual.includes(keyOf(each))
  const isKnown = types !== undefined && !newest.isLoading
  const type = isKnown ? (types.find((each) => keyOf(each) === wanted) ?? types.find(isUsual) ?? types[0]) : undefined
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
