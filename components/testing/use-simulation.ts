'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTRPCClient } from '../trpc/portal-client.tsx'

/** Long enough not to ask for every letter, short enough to feel like an answer. */
const pauseMs = 300

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Why a text is not JSON, in the words of the browser; null: it is. */
export function jsonFault(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/**
 * Who would get an event as it is written, and what its schema says of it, asked of the server while it is typed: it judges by
 * the very rules that publishing goes by.
 */
export function useSimulation(event: { tenant?: string; type?: string; version?: string; text: string; on: boolean }) {
  const client = useTRPCClient()
  const { tenant, type, version } = event
  const [text] = useDebouncedValue(event.text, pauseMs)
  const query = useQuery({
    queryKey: ['simulation', tenant, type, version, text],
    queryFn: ({ signal }) =>
      client.events.simulate.mutate(
        { type: type ?? '', data: JSON.parse(text) as Json, ...(tenant && { tenant }), ...(version && { version }) },
        { signal },
      ),
    enabled: event.on && type !== undefined && jsonFault(text) === null,
    placeholderData: keepPreviousData,
    // Circuits and pauses move by themselves.
    refetchInterval: 10_000,
    gcTime: 10_000,
  })
  const isOfType = query.data?.type === type && query.data?.version === version
  return { simulation: isOfType ? query.data : undefined, error: query.error, isCurrent: text === event.text }
}
