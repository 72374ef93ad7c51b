'use client'

import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AttemptError } from '../../server/contract/delivery.ts'
import type { HeldReceiver } from '../../server/contract/held-receiver.ts'
import { HeldReceivers } from '../deliveries/held-receivers.tsx'
import { count } from '../overview/figures.ts'
import { useTRPC, useTRPCClient } from '../trpc/portal-client.tsx'

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
  /** Told once it is known whether any of them can be meant. */
  onKnown: (isNothing: boolean) => void
}) {
  const { chosen, verb, onKnown } = props
  // How many were chosen stands in the question.
  if ('ids' in chosen) return verb === 'redeliver' && <HeldOfChosen ids={chosen.ids} onKnown={onKnown} />
  return <FilterCount filter={chosen.filter} verb={verb} onKnown={onKnown} />
}

function FilterCount(props: {
  filter: DeadLetterFilter
  verb: 'redeliver' | 'discard'
  onKnown: (isNothing: boolean) => void
}) {
  const { filter, verb, onKnown } = props
  const trpc = useTRPC()
  const { data, error } = useQuery({ ...trpc.deadLetters.count.queryOptions(filter), staleTime: 0, gcTime: 0 })
  const meant = verb === 'redeliver' ? data?.sendable : data?.total
  useEffect(() => onKnown(meant === 0), [meant, onKnown])
  if (error) return <Line>How many there are could not be counted.</Line>
  if (!data) return <Line>Counting …</Line>
  if (data.total === 0) return <Line>None are left: they were redelivered or discarded meanwhile.</Line>
  const leftOut = data.total - data.sendable
  return (
    <>
      <Line>
        {data.is_capped ? 'More than ' : ''}
        {counted(data.total)}.{verb === 'redeliver' && leftOut > 0 ? ` ${leftOutWords(leftOut, data.total)}` : ''}
      </Line>
      {verb === 'redeliver' && <Held held={data.held} />}
    </>
  )
}

function leftOutWords(leftOut: number, total: number): string {
  const why = 'disabled or deleted'
  if (leftOut === total) return `None can be sent: the subscription is ${why}.`
  return leftOut === 1
    ? `1 of them is left out: its subscription is ${why}.`
    : `${count(leftOut)} of them are left out: their subscription is ${why}.`
}

/** A dry run of the same deliveries: dead letters go by the ids of theirs. */
function HeldOfChosen({ ids, onKnown }: { ids: string[]; onKnown: (isNothing: boolean) => void }) {
  const { deliveries } = useTRPCClient()
  const { data } = useQuery({
    queryKey: ['held receivers', ids],
    queryFn: () => deliveries.redeliverMany.mutate({ ids, dry_run: true }),
    staleTime: 0,
    gcTime: 0,
  })
  const isNothing = data?.redelivered === 0
  useEffect(() => onKnown(isNothing), [isNothing, onKnown])
  if (isNothing)
    return <Line>{['None can be sent.', ...new Set(data.left_out.map(({ reason }) => reason))].join(' ')}</Line>
  return <Held held={data?.held ?? []} />
}

function Held({ held }: { held: HeldReceiver[] }) {
  if (held.length === 0) return null
  return (
    <Stack gap="xs" mb="sm">
      <HeldReceivers held={held} />
    </Stack>
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
