import { Paper, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Subscription } from '../../server/contract/subscription.ts'
import { perSecond } from '../overview/figures.ts'
import { Facts } from '../page/facts.tsx'
import { duration } from '../time/time-text.ts'
import { EventPatterns } from './event-patterns.tsx'
import { FilterLines } from './filter-lines.tsx'
import { RetryTimeline } from './retry-timeline.tsx'

/** The settings of a subscription for whoever may not change them. Values of headers may be credentials and stay out. */
export function SubscriptionFacts({ subscription }: { subscription: Subscription }) {
  const { delivery, retry, rate_limit, events, headers, ip_allow, ip_deny } = subscription
  const isBatch = delivery.mode === 'batch'
  return (
    <Stack gap="lg" maw={760}>
      <Text size="sm" c="var(--ink-soft)">
        You may look, not change: developers, admins and owners can change settings.
      </Text>
      <Paper p="lg">
        <Stack gap="lg">
          <Facts
            facts={[
              ['URL', subscription.url],
              ['Description', subscription.description || 'none'],
            ]}
          />
          <Facts
            inColumns
            facts={[
              ['Events', <EventPatterns key="events" patterns={events} show={events.length} />],
              ...(subscription.filter
                ? [['Filter', <FilterLines key="filter" filter={subscription.filter} />] as [string, ReactNode]]
                : []),
              ['Timeout', duration(subscription.timeout_ms)],
              ['Requests at once', String(subscription.concurrency)],
              ['Rate limit', rate_limit ? perSecond(rate_limit.per_second) : 'none'],
              ['Order', delivery.order === 'fifo' ? 'Strictly in order' : 'As fast as possible'],
              ['Requests', isBatch ? `Batches of up to ${delivery.max_events}` : 'One event each'],
              ...(isBatch ? [['Waits for more', duration(delivery.max_wait_ms)] as [string, ReactNode]] : []),
              ['Headers', lines(Object.keys(headers).map((name) => `${name}: •••`)) ?? 'none'],
              ['Delivers only to', lines(ip_allow) ?? 'any address that the tenant and the installation allow'],
              ['Never delivers to', lines(ip_deny) ?? 'none'],
              [
                'After an outage',
                subscription.auto_redeliver ? 'sent again by itself' : 'kept until sent again by hand',
              ],
              ['Retry schedule', retry.is_default ? 'that of the installation' : 'its own'],
            ]}
          />
          <RetryTimeline schedule={retry.schedule} jitter={retry.jitter} />
        </Stack>
      </Paper>
    </Stack>
  )
}

function lines(texts: string[]): ReactNode {
  if (texts.length === 0) return null
  return (
    <span>
      {texts.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </span>
  )
}
