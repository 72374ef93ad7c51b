'use client'

import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { DeliverySummary } from '../../server/contract/delivery.ts'
import { isWaiting } from '../../server/contract/delivery-words.ts'
import { OutcomeText } from '../deliveries/outcome-text.tsx'
import { IdText } from '../ids/id-text.tsx'
import { DeliveryStatus } from '../status/delivery-status.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { duration } from '../time/time-text.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import classes from './testing.module.css'

export interface SentTest {
  event: string
  /** `name@version` */
  type: string
  /** How many deliveries it became. */
  deliveries: number
  /** ISO 8601 */
  at: string
}

const isOpen = ({ status }: DeliverySummary) => isWaiting(status)

/** One test that was sent, with each of its deliveries as it goes. */
export function SentTestResult({ sent }: { sent: SentTest }) {
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.events.deliveries.queryOptions(
      { id: sent.event, limit: 100 },
      {
        staleTime: 0,
        enabled: sent.deliveries > 0,
        refetchInterval: ({ state }) => {
          const rows = state.data?.data ?? []
          const isDone = rows.length >= Math.min(sent.deliveries, 100) && !rows.some(isOpen)
          return isDone ? false : 700
        },
      },
    ),
  )
  return (
    <li className={classes.sent}>
      <div className={classes.sentHead}>
        <code>{sent.type}</code>
        <IdText id={sent.event} what="event id" href={`/events/${sent.event}`} />
        <span className={classes.when}>
          <RelativeTime at={sent.at} />
        </span>
      </div>
      {sent.deliveries === 0 && <p className={classes.verdictLine}>It matched no subscription: nothing was sent.</p>}
      {sent.deliveries > 0 && !data && <Loader size="xs" aria-label="Waiting for its deliveries" />}
      {data && data.data.length > 0 && (
        <ul className={classes.outcomes}>
          {data.data.map((delivery) => (
            <Outcome key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Outcome({ delivery }: { delivery: DeliverySummary }) {
  return (
    <li className={classes.outcome}>
      <DeliveryStatus of={delivery} />
      <span className={classes.outcomeUrl}>
        <UrlText url={delivery.url} />
      </span>
      <span className={classes.figures}>
        <OutcomeText code={delivery.code} error={delivery.error} />
        {delivery.duration_ms !== null && <span>{duration(delivery.duration_ms)}</span>}
      </span>
      <Link href={`/deliveries/${delivery.id}`} className={classes.open}>
        Look at the delivery
      </Link>
    </li>
  )
}
