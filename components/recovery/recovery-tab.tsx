'use client'

import { Stack, VisuallyHidden } from '@mantine/core'
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
import { duration, estimate } from '../time/time-text.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

type Window = RecoveryPlan['windows'][number] & { id: string }

const mostPerSecond = 10_000

/** What outages cost a subscription, and one button for each to get it back. */
export function RecoveryTab({ id }: { id: string }) {
  const trpc = useTRPC()
  const mayReplay = useMay('replays:write')
  const [rate, setRate] = useState<number | ''>('')
  const [recover, setRecover] = useQueryState('recover', parseAsStringLiteral(['dead-letters']))
  const isUsable = rate !== '' && rate <= mostPerSecond
  const { data, error, refetch } = useQuery({
    ...trpc.subscriptions.recovery.queryOptions({ id, ...(isUsable && { rate_per_second: rate }) }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const capacity = data.capacity_per_second === null ? null : wholeFromTen(data.capacity_per_second)
  return (
    <Stack gap="xl">
      {recover && mayReplay && (
        <NewReplay
          subscription={id}
          {...(data.dead_letters.oldest_at && { from: data.dead_letters.oldest_at })}
          given="Since the oldest dead letter"
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
          [
            `Catches up${onceTaken(data)} in${isUsable ? `, at ${perSecond(rate)}` : ''}`,
            data.eta_seconds === null ? 'not known yet' : estimate(data.eta_seconds),
          ],
          ['Should take', capacity === null ? 'not known: nothing arrived yet' : `up to ${perSecond(capacity)}`],
          ['Most it took', data.best_per_second === null ? 'nothing arrived yet' : perSecond(data.best_per_second)],
          [
            'What died while it was away',
            data.auto_redeliver ? 'is sent again by itself' : 'is kept until sent again by hand',
          ],
        ]}
      />
      <BoundedNumberInput
        label="Send at most, per second"
        description="For the estimate above and for replays from here. Left empty: as fast as the receiver takes it, reckoned by its latency and its requests at once."
        placeholder={capacity === null ? '' : String(capacity)}
        maw={460}
        min={1}
        max={mostPerSecond}
        allowDecimal={false}
        value={rate}
        onChange={(value) => setRate(typeof value === 'number' && value >= 1 ? value : '')}
      />
      <Section
        title="Outages"
        description="Of the last 7 days: minutes in which less than half of the attempts succeeded."
        actions={mayReplay && <NewReplayButton subscription={id} rate={rate} label="Replay" />}
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

function onceTaken({ status, circuit }: RecoveryPlan): string {
  if (status !== 'active') return ', once resumed,'
  return circuit === 'closed' ? '' : ', once the circuit closes,'
}

/** No outage made them: nothing but a person sends them again. */
function refusedText({ total, absent }: RecoveryPlan['dead_letters']): string {
  return total > absent ? `, ${absent === 0 ? 'all' : count(total - absent)} refused: send them again by hand` : ''
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
          from={recover.from}
          to={recover.to}
          rate={rate}
          label="Recover"
          inRow
        />
      ),
  }
}
