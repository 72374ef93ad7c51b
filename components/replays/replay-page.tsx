'use client'

import { Anchor, Stack } from '@mantine/core'
import { IconMoodEmpty } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ReplayDetail } from '../../server/contract/replay.ts'
import { IdText } from '../ids/id-text.tsx'
import { count, perSecond } from '../overview/figures.ts'
import { Facts } from '../page/facts.tsx'
import { Page } from '../page/page.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Section } from '../page/section.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { HoldNotice } from '../subscriptions/hold-notice.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { OtherTenantNotice } from '../tenants/other-tenant-notice.tsx'
import { TenantName } from '../tenants/tenant-name.tsx'
import { useSeveralTenants } from '../tenants/use-several-tenants.ts'
import { ExactTimeText } from '../time/exact-time-text.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { HoldText } from './hold-text.tsx'
import { ReplayActions } from './replay-actions.tsx'
import { deliveriesOfReplay } from './replay-deliveries.ts'
import { ReplayProgress } from './replay-progress.tsx'
import { ReplayStatus } from './replay-status.tsx'
import { replayName } from './replay-words.ts'

type Lane = ReplayDetail['lanes'][number] & { id: string; deliveries: string | null }

const columns: ListColumn<Lane>[] = [
  {
    key: 'subscription',
    title: 'Subscription',
    render: (row) => (
      <div className={cells.stacked}>
        <Link href={`/subscriptions/${row.subscription}`} className={cells.link}>
          <UrlText url={row.url} />
        </Link>
        {row.stopped_reason && <span className={cells.secondary}>Stopped: {row.stopped_reason}</span>}
        {row.held && <HoldText hold={row.held} />}
        {row.deliveries && (
          <Anchor component={Link} href={row.deliveries} size="xs" w="fit-content">
            Deliveries of this window
          </Anchor>
        )}
      </div>
    ),
  },
  {
    key: 'progress',
    title: 'Progress',
    width: 260,
    narrowWidth: 168,
    render: (row) => <ReplayProgress replay={{ ...row, status: 'paused', eta_seconds: null }} />,
  },
  {
    key: 'queued',
    title: 'Handed over',
    width: 130,
    align: 'right',
    wideOnly: true,
    render: (row) => <span className="tabular">{count(row.queued)}</span>,
  },
]

/** A replay while it runs and what it came to. */
export function ReplayPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery({
    ...trpc.replays.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 1_000 : 10_000),
  })
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} backTo="/replays" />
  if (!data) return <PageSkeleton />
  return <ReplayOf data={data} />
}

type Fact = [name: string, value: ReactNode]

function ReplayOf({ data }: { data: ReplayDetail }) {
  const isOneOfSeveral = useSeveralTenants([data.tenant])
  const name = replayName(data)
  // Nobody knows for how long: an estimate would be wrong.
  const isHeld = data.waiting
  const [lane, ...others] = data.lanes
  // The only one is followed above, with what can be done; of several the list below says which ones wait, and why.
  const waiting = lane && others.length === 0 && lane.done < lane.total ? lane.subscription : null
  return (
    <Page
      title={`Replay: ${name.charAt(0).toLowerCase()}${name.slice(1)}`}
      breadcrumb={
        <Anchor component={Link} href="/replays" size="sm">
          Replays
        </Anchor>
      }
      description={
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 10, alignItems: 'center' }}>
          <ReplayStatus of={data} />
          <IdText id={data.id} what="replay id" />
        </span>
      }
      actions={<ReplayActions replay={data} />}
    >
      <Stack gap="xl">
        <OtherTenantNotice of={data.tenant} />
        <ReplayProgress replay={isHeld ? { ...data, eta_seconds: null } : data} size="lg" />
        {waiting && <HoldNotice subscription={waiting} />}
        <Facts
          facts={[
            ...(isOneOfSeveral ? [['Tenant', <TenantName key="tenant" id={data.tenant} />] as Fact] : []),
            ['Events from', <ExactTimeText key="from" at={data.from} />],
            ['Events before', <ExactTimeText key="to" at={data.to} />],
            ['Event types', data.types?.join(', ') ?? 'all'],
            [
              'Deliveries',
              <Anchor key="deliveries" component={Link} href={deliveriesOfReplay(data.id)} size="sm">
                Its deliveries
              </Anchor>,
            ],
            ['Rate', data.rate_per_second === null ? 'as fast as receivers take it' : perSecond(data.rate_per_second)],
            ['Started by', data.created_by],
            ['Started', <RelativeTime key="started" at={data.created_at} />],
            ['Ended', <RelativeTime key="ended" at={data.completed_at} />],
          ]}
        />
        <Section title="Subscriptions" description="Each gets its own in order of age, at its own speed.">
          <DataList
            label="Subscriptions"
            columns={columns}
            rows={data.lanes.map((lane) => ({
              ...lane,
              id: lane.subscription,
              held: waiting ? null : lane.held,
              deliveries: others.length > 0 ? deliveriesOfReplay(data.id, lane.subscription) : null,
            }))}
            empty={<EmptyState icon={IconMoodEmpty} title="There was nothing to send" />}
          />
        </Section>
      </Stack>
    </Page>
  )
}
