import { VisuallyHidden } from '@mantine/core'
import { IconTestPipe } from '@tabler/icons-react'
import Link from 'next/link'
import type { DeliverySummary } from '../../server/contract/delivery.ts'
import { DeliveryStatus } from '../status/delivery-status.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { duration } from '../time/time-text.ts'
import { attemptsMade } from './attempts-made.ts'
import { NextAttempt } from './next-attempt.tsx'
import { OutcomeText } from './outcome-text.tsx'

type Column = ListColumn<DeliverySummary>

const status: Column = {
  key: 'status',
  title: 'Status',
  width: 124,
  wideOnly: true,
  render: (row) => <DeliveryStatus of={row} />,
}

const type: Column = {
  key: 'type',
  title: 'Event',
  render: (row) => (
    <div className={cells.stacked}>
      <EventLink delivery={row} />
      <span className={`${cells.secondary} ${cells.untilVery}`}>
        <UrlText url={row.url} isDeleted={row.subscription_deleted} />
      </span>
      <NarrowFacts delivery={row} />
    </div>
  ),
}

const typeAlone: Column = {
  ...type,
  render: (row) => (
    <div className={cells.stacked}>
      <EventLink delivery={row} />
      <NarrowFacts delivery={row} />
    </div>
  ),
}

const to: Column = {
  key: 'to',
  title: 'To',
  // Longer than the names of events.
  width: '26%',
  wideOnly: 'very',
  render: (row) => (
    <div className={cells.stacked}>
      <UrlText url={row.url} isDeleted={row.subscription_deleted} />
    </div>
  ),
}

const toFirst: Column = {
  key: 'to',
  title: 'To',
  render: (row) => (
    <div className={cells.stacked}>
      <Link href={`/deliveries/${row.id}`} className={cells.link}>
        <UrlText url={row.url} isDeleted={row.subscription_deleted} />
      </Link>
      <NarrowFacts delivery={row} />
    </div>
  ),
}

const result: Column = {
  key: 'result',
  title: 'Result',
  width: 140,
  wideOnly: true,
  render: (row) => (
    <div className={cells.stacked}>
      <OutcomeText code={row.code} error={row.error} />
      <span className={`${cells.small} ${cells.untilVery}`}>
        <Attempts of={row} />
      </span>
    </div>
  ),
}

const attempts: Column = {
  key: 'attempts',
  title: 'Attempts',
  // In one line with when it is tried next.
  width: 176,
  wideOnly: 'very',
  render: (row) => <Attempts of={row} />,
}

const took: Column = {
  key: 'duration',
  title: 'Duration',
  width: 92,
  align: 'right',
  wideOnly: 'most',
  render: (row) => (row.duration_ms === null ? <span className={cells.faint}>—</span> : duration(row.duration_ms)),
}

const created: Column = {
  key: 'created',
  title: 'Accepted',
  width: 110,
  narrowWidth: 112,
  align: 'right',
  render: (row) => <RelativeTime at={row.created_at} />,
}

/** How deliveries look in a list of all. */
export const deliveryColumns = [status, type, to, result, attempts, took, created]

/** Those of one subscription, which all go to the same place: there is room, and it is shared out. */
export const columnsOfSubscription = [evenly(status), typeAlone, evenly(result), evenly(attempts), took, created]

/** Those of one event, which is the same in every row: where it went comes first instead. */
export const columnsOfEvent = [toFirst, status, result, attempts, took, created]

function evenly({ width: _, ...column }: Column): Column {
  return column
}

function EventLink({ delivery: { id, type: name, test_event: isTest } }: { delivery: DeliverySummary }) {
  return (
    <Link href={`/deliveries/${id}`} className={`${cells.link} ${cells.mono} ${cells.marked}`} title={name}>
      <span className={cells.type}>{name}</span>
      {isTest && (
        <>
          <VisuallyHidden> · test</VisuallyHidden>
          <IconTestPipe size={14} aria-hidden />
        </>
      )}
    </Link>
  )
}

/** On a phone, in place of the columns. */
function NarrowFacts({ delivery }: { delivery: DeliverySummary }) {
  const { code, error } = delivery
  return (
    <span className={cells.narrowOnly}>
      <DeliveryStatus of={delivery} />
      {(code !== null || error !== null) && <OutcomeText code={code} error={error} />}
      <Attempts of={delivery} />
    </span>
  )
}

function Attempts({ of: delivery }: { of: DeliverySummary }) {
  const { count, of, note } = attemptsMade(delivery)
  return (
    <span>
      <span className={cells.unbroken} title={note}>
        {count}
        <span className={cells.faint}>{of}</span>
      </span>
      <span className={cells.faint}>
        <NextAttempt delivery={delivery} />
      </span>
    </span>
  )
}
