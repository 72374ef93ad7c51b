'use client'

import { Anchor, Stack } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { BodyView } from '../body/body-view.tsx'
import { columnsOfEvent } from '../deliveries/delivery-columns.tsx'
import { TestMark } from '../deliveries/test-mark.tsx'
import { IdText } from '../ids/id-text.tsx'
import { Facts } from '../page/facts.tsx'
import { Page } from '../page/page.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Section } from '../page/section.tsx'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { DataList } from '../table/data-list.tsx'
import { OtherTenantNotice } from '../tenants/other-tenant-notice.tsx'
import { TenantName } from '../tenants/tenant-name.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { EventWarnings } from './event-warnings.tsx'
import { SkippedSubscriptions } from './skipped-subscriptions.tsx'

export function EventPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const router = useRouter()
  const mayResend = useMay('deliveries:write')
  const { data, error, refetch } = useQuery(trpc.events.get.queryOptions({ id }, { staleTime: 60_000 }))
  const fanOut = useQuery(trpc.events.deliveries.queryOptions({ id, limit: 100 }, { refetchInterval: 3_000 }))
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} backTo="/events" />
  if (!data) return <PageSkeleton />
  const sent = fanOut.data?.data ?? []
  return (
    <Page
      title={
        <span style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '1.15rem' }}>{data.type}</span>
      }
      breadcrumb={
        <Anchor component={Link} href="/events" size="sm">
          Events
        </Anchor>
      }
      description={
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 10, alignItems: 'center' }}>
          {data.test && <TestMark />}
          <IdText id={data.id} what="event id" />
        </span>
      }
    >
      <Stack gap="xl">
        <OtherTenantNotice of={data.tenant} />
        <Facts
          facts={[
            ['Accepted', <RelativeTime key="accepted" at={data.accepted_at} />],
            ['Occurred', <RelativeTime key="occurred" at={data.occurred_at} />],
            ['Version', data.version],
            ['Tenant', <TenantName key="tenant" id={data.tenant} />],
            ['Correlation', <IdText key="correlation" id={data.correlation_id} what="correlation id" />],
            [
              'Idempotency key',
              data.idempotency_key ? <IdText key="key" id={data.idempotency_key} what="idempotency key" /> : 'none',
            ],
          ]}
        />
        <EventWarnings event={data} />
        <Section
          title="Deliveries"
          description="Who it went to when it was accepted, and by replays since."
          actions={
            sent.length > 0 && (
              <Anchor component={Link} href={`/deliveries?event=${data.id}`} size="sm">
                {mayResend ? 'Select and redeliver' : 'In the list of deliveries'}
              </Anchor>
            )
          }
        >
          <DataList
            label="Deliveries of this event"
            columns={columnsOfEvent}
            rows={fanOut.data?.data}
            error={fanOut.error}
            retry={() => void fanOut.refetch()}
            onOpen={(row) => router.push(`/deliveries/${row.id}`)}
            empty={
              <EmptyState icon={IconSend2} title="Nobody got it">
                {data.skipped.some(({ reason }) => reason === 'disabled')
                  ? 'The subscriptions that take its type were disabled when it was accepted.'
                  : 'No subscription took it when it was accepted.'}
              </EmptyState>
            }
          />
        </Section>
        <SkippedSubscriptions event={data} sentTo={new Set(sent.map(({ subscription }) => subscription))} />
        <Section title="Body" description="Raw is what is delivered, character for character.">
          <BodyView body={{ text: data.body, encoding: 'utf-8', truncated: false }} label="Event body" />
        </Section>
      </Stack>
    </Page>
  )
}
