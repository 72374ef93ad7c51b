'use client'

import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { AttemptError } from '../../server/contract/delivery.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

export interface DeadLetterFilter {
  tenant?: string
  type?: string
  error?: AttemptError
  subscription?: string
  fingerprint?: string
}

/** How many are meant, asked anew each time: the first line of a question. */
export function DeadLetterCount(props: {
  chosen: { ids: string[] } | { filter: DeadLetterFilter }
  verb: 'redeliver' | 'discard'
}) {
  const { chosen, verb } = props
  if ('ids' in chosen) return <Line>{counted(chosen.ids.length)}.</Line>
  return <FilterCount filter={chosen.filter} verb={verb} />
}

function FilterCount({ filter, verb }: { filter: DeadLetterFilter; verb: 'redeliver' | 'discard' }) {
  const trpc = useTRPC()
  const { data, error } = useQuery({ ...trpc.deadLetters.count.queryOptions(filter), staleTime: 0, gcTime: 0 })
  if (error) return <Line>How many there are could not be counted.</Line>
  if (!data) return <Line>Counting …</Line>
  const leftOut = data.total - data.sendable
  return (
    <Line>
      {data.is_capped ? 'More than ' : ''}
      {counted(data.total)}.
      {verb === 'redeliver' && leftOut > 0
        ? ` ${leftOut.toLocaleString('en-GB')} of them are left out: their subscription is disabled or deleted.`
        : ''}
    </Line>
  )
}

function Line({ children }: { children: React.ReactNode }) {
  return (
    <Text size="sm" fw={600} c="var(--ink)" mb={6} role="status">
      {children}
    </Text>
  )
}

export function counted(count: number): string {
  return `${count.toLocaleString('en-GB')} dead ${count === 1 ? 'letter' : 'letters'}`
}
