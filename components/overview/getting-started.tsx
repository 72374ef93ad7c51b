'use client'

import { Anchor } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import classes from './getting-started.module.css'
import { PublishSnippet } from './publish-snippet.tsx'

/** The first steps, checked off by what is there. Gone as soon as a delivery has arrived. */
export function GettingStarted() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const some = { ...tenant, limit: 1 }
  const [subscriptions, deliveries, arrived] = useQueries({
    queries: [
      trpc.subscriptions.list.queryOptions(some),
      trpc.deliveries.list.queryOptions(some, { refetchInterval: 5_000 }),
      trpc.deliveries.list.queryOptions({ ...some, status: 'succeeded' }, { refetchInterval: 5_000 }),
    ],
  })
  if (!subscriptions.data || !deliveries.data || !arrived.data) return null
  if (arrived.data.data.length > 0 || arrived.data.has_more) return null
  const subscription = subscriptions.data.data[0]
  const delivery = deliveries.data.data[0]

  return (
    <section className={classes.card} aria-label="Getting started">
      <h2 className={classes.title}>Getting started</h2>
      <ol className={classes.steps}>
        <Step done={subscription !== undefined} title="Subscribe a URL to events">
          <Anchor component={Link} href="/subscriptions/new" size="sm">
            New subscription
          </Anchor>
        </Step>
        <Step done={delivery !== undefined} title="Send it something">
          {subscription && (
            <>
              Send a test event from{' '}
              <Anchor component={Link} href={`/subscriptions/${subscription.id}`} size="sm">
                the subscription
              </Anchor>
              , or publish one:
              <PublishSnippet tenant={subscription.tenant} />
            </>
          )}
        </Step>
        <Step done={false} title="See it arrive">
          {delivery && (
            <Anchor component={Link} href={`/deliveries/${delivery.id}`} size="sm">
              Look at the newest delivery
            </Anchor>
          )}
        </Step>
      </ol>
    </section>
  )
}

function Step({ done, title, children }: { done: boolean; title: string; children: ReactNode }) {
  return (
    <li className={classes.step} data-done={done || undefined}>
      {done ? (
        <IconCircleCheckFilled size={18} aria-label="Done" className={classes.done} />
      ) : (
        <IconCircle size={18} aria-label="To do" className={classes.open} />
      )}
      <div className={classes.content}>
        <span className={classes.name}>{title}</span>
        {!done && children && <div className={classes.how}>{children}</div>}
      </div>
    </li>
  )
}
