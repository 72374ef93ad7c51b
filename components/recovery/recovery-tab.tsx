'use client'

import { SegmentedControl, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import type { AttemptError } from '../../server/contract/delivery.ts'
import type { RecoveryPlan } from '../../server/contract/recovery.ts'
import { errorWord } from '../deliveries/outcome.ts'
import { BoundedNumberInput } from '../fields/bounded-number-input.tsx'
import { count, perSecond } from '../overview/figures.ts'
import { Facts } from '../page/facts.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Section } from '../page/section.tsx'
import { NewReplay } from '../replays/new-replay.tsx'
import { NewReplayButton } from '../replays/new-replay-button.tsx'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { ExactTimeText } from '../time/exact-time-text.tsx'
import { useMinute } from '../time/now.ts'
import { duration, estimate } from '../time/time-text.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { DisabledSection } from './disabled-section.tsx'

type Window = RecoveryPlan['windows'][number] & { id: string }

const spans = [
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
]

const dayMs = 86_400_000

const mostPerSecond = 10_000

/** What outages cost a subscription, and one button for each to get it back. */
export function RecoveryTab({ id }: { id: string }) {
  const trpc = useTRPC()
  const mayReplay = useMay('replays:write')
  const [rate, setRate] = useState<number | ''>('')
  const [recover, setRecover] = useQueryState('recover', parseAsStringLiteral(['dead-letters']))
  const [days, setDays] = useQueryState('days', parseAsStringLiteral(['7', '30']).withDefault('7'))
  const now = useMinute(Date.now())
  const isUsable = rate !== '' && rate <= mostPerSecond
  const { data, error, refetch } = useQuery({
    ...trpc.subscriptions.recovery.queryOptions({ id, days: Number(days), ...(isUsable && { rate_per_second: rate }) }),
    placeholderData: keepPreviousData,
    // What is being caught up on is followed.
    refetchInterval: ({ state }) => (state.data && state.data.waiting.total > 0 ? 2_000 : 10_000),
  })
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const capacity = data.capacity_per_second === null ? null : wholeFromTen(data.capacity_per_second)
  return (
    <Stack gap="xl">
      {recover && mayReplay && (
        <NewReplay
          subscription={id}
          {...(data.dead_letters.oldest_at && {
            windows: [{ label: 'Since the oldest dead letter', from: data.dead_letters.oldest_at }],
          })}
          rate={rate}
          onClose={() => void setRecover(null)}
        />
      )}
      <Facts
        facts={[
          [
            'Dead letters',
            <Link key="dead" href={`/dead-letters?subscription=${id}`} className={cells.link}>
              {count(data.dead_letters.total)}
              {refusedText(data.dead_letters)}
            </Link>,
          ],
          ['Waiting', count(data.waiting.total)],
          [isUsable ? `Estimated catch-up at ${perSecond(rate)}` : 'Estimated catch-up', catchUpText(data, isUsable)],
          [
            'Expected rate',
            capacity === null ? `not known: nothing arrived in the last ${days} days` : `up to ${perSecond(capacity)}`,
          ],
          // Less says how little was sent to it, and nothing of what it takes.
          ...(data.best_per_second !== null && data.best_per_second >= 1
            ? [[`Highest rate in ${days} days`, perSecond(data.best_per_second)] as [string, string]]
            : []),
          [
            'Dead letters after an outage',
            data.auto_redeliver ? 'redelivered automatically, but for refused ones' : 'kept until you redeliver them',
          ],
        ]}
      />
      {data.status === 'disabled' && (
        <Text size="sm" c="var(--warn-ink)">
          It is disabled: events pass it by, and are neither dead letters nor outages. Resume it, then replay what was
          never sent to it.
        </Text>
      )}
      <BoundedNumberInput
        label="Send at most, per second"
        description="For the estimate above and for replays from here. Left empty, replays go as fast as the receiver takes them, and the estimate goes by the expected rate: calculated from its usual latency and how many requests it gets at once."
        placeholder={capacity === null ? '' : String(capacity)}
        maw={460}
        min={1}
        max={mostPerSecond}
        allowDecimal={false}
        value={rate}
        onChange={(value) => setRate(typeof value === 'number' && value >= 1 ? value : '')}
      />
      <DisabledSection id={id} fromMs={Math.floor(now / dayMs - Number(days)) * dayMs} rate={rate} />
      <Section
        title="Outages"
        description="Minutes in which less than half of the attempts succeeded or the circuit was open."
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Outages of"
              data={spans}
              value={days}
              onChange={(value) => void setDays(value as typeof days)}
            />
            {mayReplay && <NewReplayButton subscription={id} rate={rate} label="Replay" />}
          </>
        }
      >
        <DataList
          label="Outages"
          columns={
            mayReplay && data.windows.some(({ recover }) => recover) ? [...columns, recoverColumn(id, rate)] : columns
          }
          rows={data.windows.map((window) => ({ ...window, id: window.from }))}
          empty={<EmptyState icon={IconHistory} title="No outage in this time" />}
        />
      </Section>
    </Stack>
  )
}

function catchUpText(plan: RecoveryPlan, isRateGiven: boolean): string {
  const { dead_letters, waiting, eta_seconds, status, circuit } = plan
  if (dead_letters.total + waiting.total === 0) return 'nothing to catch up on'
  if (eta_seconds === null) return 'not known yet'
  // Calculated from a usual latency, seconds would promise too much.
  const time = eta_seconds < 60 && !isRateGiven ? 'less than a minute' : `about ${estimate(eta_seconds)}`
  if (status !== 'active') return `${time} once resumed`
  return circuit === 'closed' ? time : `${time} once the circuit closes`
}

/** No outage made them: nothing but a person redelivers them. */
function refusedText({ total, absent }: RecoveryPlan['dead_letters']): string {
  return total > absent ? `, ${absent === 0 ? 'all' : count(total - absent)} refused: redeliver them yourself` : ''
}

/** More digits would promise more than an estimate can. */
const wholeFromTen = (value: number) => (value < 10 ? value : Math.round(value))

const columns: ListColumn<Window>[] = [
  {
    key: 'from',
    title: 'Outage',
    render: (row) => (
      <div className={cells.stacked}>
        <ExactTimeText at={row.from} toMinute />
        <span className={cells.secondary}>
          {row.to ? `${duration(Date.parse(row.to) - Date.parse(row.from))} long` : 'still going on'}
        </span>
      </div>
    ),
  },
  {
    key: 'why',
    title: 'Failed attempts',
    wideOnly: true,
    render: (row) =>
      Object.entries(row.reasons)
        .map(([reason, attempts]) => `${count(attempts)} × ${errorWord(reason as AttemptError)}`)
        .join(', '),
  },
  {
    key: 'cost',
    title: 'Dead letters',
    width: 120,
    narrowWidth: 98,
    align: 'right',
    render: (row) => <span className="tabular">{count(row.dead_letters)}</span>,
  },
]

/** Only where there is something to recover: it would be an empty column. */
function recoverColumn(subscription: string, rate: number | ''): ListColumn<Window> {
  return {
    key: 'recover',
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 120,
    narrowWidth: 92,
    align: 'right',
    render: ({ recover }) =>
      recover && (
        <NewReplayButton
          subscription={subscription}
          windows={[{ label: 'This outage', from: recover.from, to: recover.to }]}
          rate={rate}
          label="Recover"
          inRow
        />
      ),
  }
}
