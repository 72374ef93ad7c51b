import { Skeleton } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { isWaiting } from '../../server/contract/delivery-words.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import type { SubscriptionActivity } from '../../server/contract/subscription-activity.ts'
import { useAppName } from '../apps/use-app-name.ts'
import { IdText } from '../ids/id-text.tsx'
import { percent, successRate } from '../overview/figures.ts'
import { deliveryStatusWord } from '../status/delivery-status.tsx'
import { SubscriptionStatus } from '../status/subscription-status.tsx'
import classes from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { duration } from '../time/time-text.ts'
import { EventPatterns } from './event-patterns.tsx'
import { Sparkline } from './sparkline.tsx'
import { UrlText } from './url-text.tsx'

/** A subscription and its last 24 hours; `activity` undefined: on its way. */
export function subscriptionColumns(activity: SubscriptionActivity[] | undefined): ListColumn<Subscription>[] {
  const byId = new Map(activity?.map((entry) => [entry.subscription, entry]))
  const shown = (row: Subscription, width: number, render: (entry: SubscriptionActivity) => ReactNode) => {
    const entry = byId.get(row.id)
    if (entry) return render(entry)
    return activity ? <span className={classes.faint}>—</span> : <Skeleton height={10} width={width} />
  }
  return [
    {
      key: 'url',
      title: 'URL',
      render: (row) => (
        <div className={classes.stacked}>
          <Link href={`/subscriptions/${row.id}`} className={classes.link}>
            <UrlText url={row.url} />
          </Link>
          <WhatItIs of={row} />
          <span className={classes.narrowOnly}>
            <SubscriptionStatus subscription={row} />
          </span>
        </div>
      ),
    },
    {
      key: 'status',
      title: 'Status',
      wideOnly: true,
      width: 132,
      render: (row) => <SubscriptionStatus subscription={row} />,
    },
    {
      key: 'events',
      title: 'Events',
      wideOnly: 'very',
      width: 200,
      render: (row) => <EventPatterns patterns={row.events} show={1} inOneLine filtered={row.filter !== null} />,
    },
    {
      key: 'activity',
      title: 'Last 24 hours',
      wideOnly: 'very',
      width: 146,
      render: (row) => shown(row, 118, (entry) => <Sparkline {...entry} />),
    },
    {
      key: 'rate',
      title: 'Success',
      width: 88,
      align: 'right',
      render: (row) =>
        shown(row, 40, (entry) => {
          const rate = successRate(entry)
          return rate === null ? <span className={classes.faint}>—</span> : percent(rate)
        }),
    },
    {
      key: 'p95',
      title: 'p95',
      wideOnly: 'most',
      width: 96,
      align: 'right',
      render: (row) =>
        shown(row, 40, ({ latency_p95_ms }) =>
          latency_p95_ms === null ? <span className={classes.faint}>—</span> : duration(latency_p95_ms),
        ),
    },
    {
      key: 'last',
      title: 'Last delivery',
      wideOnly: true,
      width: 116,
      align: 'right',
      render: (row) =>
        shown(row, 60, ({ last_delivery }) => (
          <LastDelivery of={last_delivery} isHeld={row.status !== 'active' || row.circuit !== 'closed'} />
        )),
    },
  ]
}

/** Tells two of one URL apart: the app, what its owner calls it, and where there is room the id. */
function WhatItIs({ of: { id, app, description } }: { of: Subscription }) {
  const name = useAppName(app)
  const says = [app && name !== description ? `App ${name}` : '', description].filter((part) => part).join(' · ')
  return (
    <span className={`${classes.secondary} ${classes.cutFirst}`} title={says || undefined}>
      {says && <span className={classes.cut}>{says}</span>}
      <span className={`${classes.wideOnly} ${classes.unbroken}`}>
        {says && '· '}
        <IdText id={id} what="subscription id" />
      </span>
    </span>
  )
}

const notSucceeded: Record<string, string> = {
  pending: 'var(--info-ink)',
  retrying: 'var(--warn-ink)',
  failed: 'var(--bad-ink)',
  cancelled: 'var(--quiet-ink)',
}

/** When the event of the newest delivery was accepted, and what came of it unless it arrived. */
function LastDelivery({ of: newest, isHeld }: { of: SubscriptionActivity['last_delivery']; isHeld: boolean }) {
  if (newest === null) return <span className={classes.faint}>never</span>
  const held = isHeld && isWaiting(newest.status)
  const colour = held ? 'var(--quiet-ink)' : notSucceeded[newest.status]
  const word = held ? 'Held' : deliveryStatusWord(newest.status)
  return (
    <div title={`${word}; the time is when its event was accepted`}>
      <RelativeTime at={newest.created_at} />
      {colour && <div style={{ fontSize: 12, color: colour }}>{word.toLowerCase()}</div>}
    </div>
  )
}
