'use client'

import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { EventDetail } from '../../server/contract/event.ts'
import { IdText } from '../ids/id-text.tsx'
import { Section } from '../page/section.tsx'
import { NewReplayButton } from '../replays/new-replay-button.tsx'
import { useMay } from '../session/viewer.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

type Skipped = EventDetail['skipped'][number] & { id: string; url: string | undefined; wasSent: boolean }

const reasons: Record<Skipped['reason'], string> = {
  no_match: 'Its events do not include this type',
  filter: 'What it says does not fit its filter',
  disabled: 'It was disabled',
}

const reasonText = ({ reason, wasSent }: Skipped) =>
  `${reasons[reason]}${wasSent ? '; a replay has sent it since' : ''}`

const columns: ListColumn<Skipped>[] = [
  {
    key: 'subscription',
    title: 'Subscription',
    render: (row) => (
      <div className={cells.stacked}>
        {row.url ? (
          <Link href={`/subscriptions/${row.id}`} className={cells.link}>
            <UrlText url={row.url} />
          </Link>
        ) : (
          <IdText id={row.id} what="subscription id" href={`/subscriptions/${row.id}`} />
        )}
        <span className={`${cells.secondary} ${cells.narrowOnly}`}>{reasonText(row)}</span>
      </div>
    ),
  },
  { key: 'reason', title: 'Why not', wideOnly: true, render: reasonText },
]

/** Only where somebody would have got it: it would be an empty column. `since`: when the event was accepted, ISO 8601. */
function missedColumn(since: string): ListColumn<Skipped> {
  return {
    key: 'missed',
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 170,
    narrowWidth: 165,
    align: 'right',
    render: (row) =>
      isMissed(row) && (
        <NewReplayButton
          subscription={row.id}
          windows={[
            { label: 'This event alone', from: since, to: new Date(Date.parse(since) + 1).toISOString() },
            { label: 'Since this event', from: since },
          ]}
          include="missing"
          label="Send what it missed"
          inRow
        />
      ),
  }
}

const isMissed = ({ reason, wasSent, url }: Skipped) => reason === 'disabled' && !wasSent && url !== undefined

/** The server names no more of them. */
const mostNamed = 20

/**
 * Who did not get the event when it was accepted, and why, as recorded then: today's settings may differ. `sentTo`: ids of the
 * subscriptions that have a delivery of it.
 */
export function SkippedSubscriptions({ event, sentTo }: { event: EventDetail; sentTo: ReadonlySet<string> }) {
  const trpc = useTRPC()
  const mayReplay = useMay('replays:write')
  const { skipped, tenant, accepted_at } = event
  // Their URLs as they are today; one that is not among these, or was deleted, is shown by its id.
  const { data } = useQuery({
    ...trpc.subscriptions.list.queryOptions({ tenant, limit: 100 }, { staleTime: 60_000 }),
    enabled: skipped.length > 0,
  })
  if (skipped.length === 0) return null
  const urls = new Map(data?.data.map(({ id, url }) => [id, url]))
  const rows = skipped.map((entry) => ({
    ...entry,
    id: entry.subscription,
    url: urls.get(entry.subscription),
    wasSent: sentTo.has(entry.subscription),
  }))
  return (
    <Section
      title="Did not get it"
      description={`As it stood when the event was accepted${skipped.length < mostNamed ? '.' : `; the first ${mostNamed}.`}`}
    >
      <DataList
        label="Subscriptions that did not get it"
        columns={mayReplay && rows.some(isMissed) ? [...columns, missedColumn(accepted_at)] : columns}
        rows={rows}
        empty={null}
      />
    </Section>
  )
}
