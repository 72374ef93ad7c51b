import Link from 'next/link'
import type { DeliverySummary } from '../../server/contract/delivery.ts'
import { DeliveryStatus } from '../status/delivery-status.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { duration } from '../time/time-text.ts'
import { NextAttempt } from './next-attempt.tsx'
import { OutcomeText } from './outcome-text.tsx'

/** How deliveries look in every list of them. */
export const deliveryColumns: ListColumn<DeliverySummary>[] = [
  {
    key: 'status',
    title: 'Status',
    width: 120,
    wideOnly: true,
    render: (row) => <DeliveryStatus of={row} />,
  },
  {
    key: 'type',
    title: 'Event',
    render: (row) => (
      <div className={cells.stacked}>
        <Link href={`/deliveries/${row.id}`} className={`${cells.link} ${cells.mono}`}>
          {row.type}
          {row.test_event && <span className={cells.faint}> · test</span>}
        </Link>
        <span className={`${cells.secondary} ${cells.narrowOnly}`}>
          <UrlText url={row.url} />
        </span>
        <span className={cells.narrowOnly}>
          <DeliveryStatus of={row} />
          <OutcomeText code={row.code} error={row.error} />
          <span className={cells.faint}>
            <NextAttempt delivery={row} />
          </span>
        </span>
      </div>
    ),
  },
  {
    key: 'url',
    title: 'To',
    wideOnly: true,
    render: (row) => (
      <div className={cells.stacked}>
        <UrlText url={row.url} />
      </div>
    ),
  },
  {
    key: 'result',
    title: 'Result',
    width: 150,
    wideOnly: true,
    render: (row) => <OutcomeText code={row.code} error={row.error} />,
  },
  {
    key: 'attempts',
    title: 'Attempts',
    width: 150,
    wideOnly: true,
    render: (row) => (
      <span>
        {row.attempt_count}
        <span className={cells.faint}>{row.runs === 1 ? ` of ${row.max_attempts}` : ` in ${row.runs} runs`}</span>
        <span className={cells.faint}>
          <NextAttempt delivery={row} />
        </span>
      </span>
    ),
  },
  {
    key: 'duration',
    title: 'Duration',
    width: 90,
    align: 'right',
    wideOnly: true,
    render: (row) => (row.duration_ms === null ? <span className={cells.faint}>—</span> : duration(row.duration_ms)),
  },
  {
    key: 'created',
    title: 'Accepted',
    width: 110,
    align: 'right',
    render: (row) => <RelativeTime at={row.created_at} />,
  },
]
