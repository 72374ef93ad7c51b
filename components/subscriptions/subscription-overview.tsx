'use client'

import { Anchor, Paper, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Subscription } from '../../server/contract/subscription.ts'
import { AppName } from '../apps/app-name.tsx'
import { OutcomeText } from '../deliveries/outcome-text.tsx'
import { RecentDeliveries } from '../deliveries/recent-deliveries.tsx'
import { bounded, perSecond } from '../overview/figures.ts'
import { Facts } from '../page/facts.tsx'
import { Section } from '../page/section.tsx'
import cells from '../table/cells.module.css'
import { TenantName } from '../tenants/tenant-name.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { duration } from '../time/time-text.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { CircuitNotice } from './circuit-notice.tsx'
import { EventPatterns } from './event-patterns.tsx'
import { FilterLines } from './filter-lines.tsx'
import { SubscriptionNumbers } from './subscription-numbers.tsx'
import { UncataloguedHint } from './uncatalogued-hint.tsx'

export function SubscriptionOverview(props: { subscription: Subscription; renderedAt: number }) {
  const { subscription } = props
  const { delivery, retry, rate_limit, id } = subscription
  const trpc = useTRPC()
  const { data: now } = useQuery(
    // What is being sent is followed.
    trpc.stats.now.queryOptions(
      { subscription: id },
      { refetchInterval: ({ state }) => (state.data?.waiting ? 2_000 : 10_000) },
    ),
  )
  const mode = delivery.mode === 'batch' ? `Batches of up to ${delivery.max_events}` : 'One event each'
  // A number does not end a line without its unit.
  const retries = retry.schedule.map((seconds) => duration(seconds * 1000).replaceAll(' ', '\u00a0')).join(', ')
  const metadata = Object.entries(subscription.metadata)
  return (
    <Stack gap="xl">
      <CircuitNotice subscription={subscription} />
      <Paper p="lg">
        <Stack gap="lg">
          <Facts
            inColumns
            facts={[
              [
                'Events',
                <Stack key="events" gap={6}>
                  <EventPatterns patterns={subscription.events} show={6} />
                  <UncataloguedHint patterns={subscription.events} />
                </Stack>,
              ],
              ...(subscription.filter
                ? [['Filter', <FilterLines key="filter" filter={subscription.filter} />] as [string, ReactNode]]
                : []),
              ['Tenant', <TenantName key="tenant" id={subscription.tenant} />],
              ...(subscription.app
                ? [['App', <AppName key="app" id={subscription.app} />] as [string, ReactNode]]
                : []),
              ['Created', <Created key="created" subscription={subscription} />],
            ]}
          />
          <Facts
            inColumns
            facts={[
              ['Last success', <RelativeTime key="success" at={subscription.last_success_at} fallback="never" />],
              ['Failing since', <FailingSince key="failing" subscription={subscription} />],
              [
                'Waiting',
                <Counted key="waiting" value={now?.waiting} href={`/deliveries?subscription=${id}&status=waiting`} />,
              ],
              [
                'Dead letters',
                <Counted key="dead" value={now?.dead_letters} href={`/dead-letters?subscription=${id}`} />,
              ],
            ]}
          />
          <Facts
            inColumns
            facts={[
              ['Requests', `${mode}, ${delivery.order === 'fifo' ? 'strictly in order' : 'as fast as possible'}`],
              [
                'At once',
                `${delivery.order === 'fifo' ? 'One request' : `Up to ${subscription.concurrency}`}${rate_limit ? `, ${perSecond(rate_limit.per_second)}` : ', no rate limit'}`,
              ],
              ['Timeout', duration(subscription.timeout_ms)],
              ['Retries after', retries || 'none'],
            ]}
          />
        </Stack>
      </Paper>
      {metadata.length > 0 && (
        <Section title="Metadata">
          <Paper p="lg">
            <Facts facts={metadata} />
          </Paper>
        </Section>
      )}
      <SubscriptionNumbers {...props} />
      <Section
        title="Recent deliveries"
        actions={
          <Anchor component={Link} href={`/deliveries?subscription=${id}`} size="sm">
            All its deliveries
          </Anchor>
        }
      >
        <RecentDeliveries subscription={id} />
      </Section>
    </Stack>
  )
}

function Created({ subscription: { created_at, updated_at } }: { subscription: Subscription }) {
  return (
    <span>
      <RelativeTime at={created_at} />
      {updated_at !== created_at && (
        <>
          , changed <RelativeTime at={updated_at} />
        </>
      )}
    </span>
  )
}

/** How many there are, and the way to them. `value` undefined: on its way. */
function Counted({ value, href }: { value: number | undefined; href: string }) {
  if (!value) return <span className="tabular">{value === undefined ? '…' : 'none'}</span>
  return (
    <Link href={href} className={cells.link}>
      {bounded(value)}
    </Link>
  )
}

/** And with what; while the circuit is open its notice says that. */
function FailingSince({ subscription }: { subscription: Subscription }) {
  const { failing_since, last_failure, circuit } = subscription
  return (
    <span>
      <RelativeTime at={failing_since} />
      {failing_since && last_failure && circuit === 'closed' && (
        <>
          , last with <OutcomeText code={last_failure.code} error={last_failure.error} />
        </>
      )}
    </span>
  )
}
