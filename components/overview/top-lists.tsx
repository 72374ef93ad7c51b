'use client'

import { SimpleGrid } from '@mantine/core'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { TopStatsEntry } from '../../server/contract/top-stats.ts'
import { UrlText } from '../subscriptions/url-text.tsx'
import { TenantOf } from '../tenants/tenant-of.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { BarList } from './bar-list.tsx'
import { ChartCard } from './chart-card.tsx'
import { count } from './figures.ts'
import { shownTop } from './shown-top.ts'

interface Asked {
  tenant?: string
  from: string
  to: string
}

/** Where it fails most, and what is sent most. */
export function TopLists({ asked }: { asked: Asked }) {
  const trpc = useTRPC()
  const [subscriptions, types] = useQueries({
    queries: (['subscription', 'type'] as const).map((by) => ({
      ...trpc.stats.top.queryOptions({ ...asked, by, limit: shownTop }, { refetchInterval: 30_000 }),
      placeholderData: keepPreviousData,
    })),
  })
  const [failing, sent] = [subscriptions?.data?.data, types?.data?.data]
  const share = ({ attempts }: TopStatsEntry) => `of ${count(attempts)}`
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
      <ChartCard
        title="Subscriptions that failed most"
        summary="failed attempts, probes of open circuits too"
        loading={!failing}
        empty={failing?.length === 0 ? 'None failed in this time.' : null}
      >
        <BarList
          rows={(failing ?? []).map((entry) => ({
            key: entry.subscription ?? '',
            name: (
              <>
                <UrlText url={entry.url ?? ''} isDeleted={entry.subscription_deleted === true} />
                {entry.tenant && <TenantOf id={entry.tenant} />}
              </>
            ),
            value: entry.failed,
            detail: share(entry),
            color: 'var(--bad)',
            href: `/subscriptions/${entry.subscription}`,
          }))}
        />
      </ChartCard>
      <ChartCard
        title="Event types sent most"
        summary="attempts"
        loading={!sent}
        empty={sent?.length === 0 ? 'Nothing was sent.' : null}
      >
        <BarList
          rows={(sent ?? []).map((entry) => ({
            key: entry.type ?? '',
            name: <code>{entry.type}</code>,
            value: entry.attempts - entry.failed_probes,
            detail: failedWords(entry.failed - entry.failed_probes),
            color: 'var(--accent)',
            href: `/deliveries?${new URLSearchParams({ type: entry.type ?? '', after: asked.from, before: asked.to })}`,
          }))}
        />
      </ChartCard>
    </SimpleGrid>
  )
}

const failedWords = (failed: number) => (failed > 0 ? `${count(failed)} failed` : 'none failed')
