import type { EventDetail } from '../../server/contract/event.ts'
import { IdText } from '../ids/id-text.tsx'
import { Section } from '../page/section.tsx'
import { DataList, type ListColumn } from '../table/data-list.tsx'

type Skipped = EventDetail['skipped'][number] & { id: string }

const reasons: Record<Skipped['reason'], string> = {
  no_match: 'Its events do not include this type',
  disabled: 'It was disabled',
}

const columns: ListColumn<Skipped>[] = [
  {
    key: 'subscription',
    title: 'Subscription',
    render: (row) => <IdText id={row.id} what="subscription id" href={`/subscriptions/${row.id}`} />,
  },
  { key: 'reason', title: 'Why not', render: (row) => reasons[row.reason] },
]

/** Who did not get the event and why, as recorded when it was accepted: today's settings may differ. */
export function SkippedSubscriptions({ skipped }: { skipped: EventDetail['skipped'] }) {
  if (skipped.length === 0) return null
  return (
    <Section title="Did not get it" description="As it stood when the event was accepted; the first 20.">
      <DataList
        label="Subscriptions that did not get it"
        columns={columns}
        rows={skipped.map((entry) => ({ ...entry, id: entry.subscription }))}
        empty={null}
      />
    </Section>
  )
}
