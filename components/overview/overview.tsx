'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FirstRun } from '../first-run/first-run.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { FiguresOverTime } from './figures-over-time.tsx'
import { NowCards } from './now-cards.tsx'
import { RangeControl } from './range-control.tsx'
import { timesOf } from './ranges.ts'
import { TopLists } from './top-lists.tsx'
import { useOverviewRange } from './use-overview-range.ts'

/** Whether deliveries arrive, and if not, where to look. `renderedAt`: on the server, Unix milliseconds. */
export function Overview({ renderedAt }: { renderedAt: number }) {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const { span, control, compare, onZoom } = useOverviewRange(renderedAt)
  const { data: now } = useQuery({
    ...trpc.stats.now.queryOptions(tenant, { refetchInterval: 10_000 }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page title="Overview" actions={<RangeControl {...control} />}>
      <FirstRun />
      <FiguresOverTime
        of={tenant}
        span={span}
        range={control.range}
        compare={compare}
        timeoutMs={now?.timeout_ms ?? null}
        onZoom={onZoom}
      >
        <NowCards now={now} />
      </FiguresOverTime>
      <TopLists asked={{ ...tenant, ...timesOf(span) }} />
    </Page>
  )
}
