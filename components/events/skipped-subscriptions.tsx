'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { EventDetail } from '../../server/contract/event.ts'
import { IdText } from '../ids/id-text.tsx'
import { Section } from '../page/section.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

type Skipped = EventDetail['skipped'][number] & { id: string; url: string | undefined }

const reasons: Record<Skipped['reason'], string> = {
  no_match: 'Its events do not include this type',
  filter: 'What it says does not fit its filter',
  disabled: 'It was disabled',
}

const columns: ListColumn<Skipped>[] = [
  {
    key: 'subscription',
    title: 'Subscription',
    render: ({ id, url, reason }) => (
      <div className={cells.stacked}>
        {url ? (
          <Link href={`/subscriptions/${id}`} className={cells.link}>
            <UrlText url={url} />
          </Link>
        ) : (
          <IdText id={id} what="subscription id" href={`/subscriptions/${id}`} />
        )}
        <span className={`${cells.secondary} ${cells.narrowOnly}`}>{reasons[reason]}</span>
      </div>
    ),
  },
  { key: 'reason', title: 'Why not', wideOnly: true, render: (row) => reasons[row.reason] },
]

/** The server names no more of them. */
const mostNamed = 20

/** Who did not get the event and why, as recorded when it was accepted: today's settings may differ. */
export function SkippedSubscriptions({ skipped, tenant }: Pick<EventDetail, 'skipped' | 'tenant'>) {
  const trpc = useTRPC()
  // Their URLs as they are today; one that is not among these, or was deleted, is shown by its id.
  const { data } = useQuery({
    ...trpc.subscriptions.list.queryOptions({ tenant, limit: 100 }, { staleTime: 60_000 }),
    enabled: skipped.length > 0,
  })
  if (skipped.length === 0) return null
  const urls = new Map(data?.data.map(({ id, url }) => [id, url]))
  return (
    <Section
      title="Did not get it"
      description={`As it stood when the event was accepted${skipped.length < mostNamed ? '.' : `; the first ${mostNamed}.`}`}
    >
      <DataList
        label="Subscriptions that did not get it"
        columns={columns}
        rows={skipped.map((entry) => ({ ...entry, id: entry.subscription, url: urls.get(entry.subscription) }))}
        empty={null}
      />
    </Section>
  )
}
