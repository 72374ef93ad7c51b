'use client'

import { Anchor, Button, Group } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconCircle, IconCircleCheckFilled, IconPlus } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import { type ReactNode, useEffect, useState } from 'react'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import classes from './first-run.module.css'
import { firstRunQueries } from './first-run-queries.ts'
import { type FirstRunSteps, firstRunSteps, isRetried } from './first-run-steps.ts'
import { PublishSnippet } from './publish-snippet.tsx'
import { useVerified } from './use-verified.ts'

const refetchInterval = 5_000

/** The first steps, ticked off by what is there; once all are done it says so until it is closed. */
export function FirstRun() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const mayWrite = useMay('subscriptions:write')
  const [nowMs] = useState(Date.now)
  const asked = firstRunQueries(tenant, nowMs)
  const [ticked, setTicked] = useVerified()
  const [hidden, setHidden] = useLocalStorage({ key: 'postrider-no-first-steps', defaultValue: false })
  const [subscriptions, recent, failing, settled] = useQueries({
    queries: [
      trpc.subscriptions.list.queryOptions(asked.subscriptions),
      trpc.deliveries.list.queryOptions(asked.recent, { refetchInterval }),
      trpc.deliveries.list.queryOptions(asked.failing, { refetchInterval }),
      trpc.deliveries.list.queryOptions(asked.settled),
    ],
  })
  const [hasRetried, setHasRetried] = useLocalStorage({
    key: `postrider-retried-${tenant.tenant ?? 'all'}`,
    defaultValue: false,
  })
  const hasFailed = (failing.data?.data.length ?? 0) > 0
  const seesRetry = isRetried({ recent: recent.data?.data ?? [], hasFailed })
  useEffect(() => {
    if (seesRetry) setHasRetried(true)
  }, [seesRetry, setHasRetried])
  if (!mayWrite || !subscriptions.data || !recent.data || !failing.data || !settled.data) return null
  const steps = firstRunSteps(
    {
      hasSubscription: subscriptions.data.data.length > 0,
      recent: recent.data.data,
      hasFailed,
      hasSettled: settled.data.data.length > 0 || settled.data.has_more,
    },
    { ticked, hidden, hasRetried },
  )
  if (!steps) return null
  if (steps === 'over') return <AllDone onClose={() => setHidden(true)} />
  const subscription = subscriptions.data.data[0]
  const delivery = recent.data.data[0]
  const page = subscription && `/subscriptions/${subscription.id}`

  return (
    <section className={classes.card} aria-label="First steps">
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <h2 className={classes.title}>
          First steps <span className={classes.progress}>{doneOf(steps)} of 4 done</span>
        </h2>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setHidden(true)}>
          Hide
        </Button>
      </Group>
      <ol className={classes.steps}>
        <Step done={steps.subscribed} title="Subscribe a URL to events">
          A receiver of yours, or an inbox that Postrider creates for you.
          <div>
            <Button component={Link} href="/subscriptions/new" mt={8} leftSection={<IconPlus size={14} />}>
              New subscription
            </Button>
          </div>
        </Step>
        <Step done={steps.sent} title="Send it an event">
          {subscription && page ? (
            <>
              <To href={`${page}?tab=testing`}>Send one from the subscription</To>, or publish one with a key of{' '}
              <To href="/keys">API keys</To> in <code>POSTRIDER_KEY</code>:
              <PublishSnippet subscription={subscription} />
            </>
          ) : (
            'From the portal or with cURL; it arrives signed, within milliseconds.'
          )}
        </Step>
        <Step done={steps.verified} title="Verify its signature">
          {page && delivery ? (
            <>
              <To href={`${page}?tab=signing`}>Take the code and the secret</To> into the receiver, then see that a
              forged signature is refused with Check receiver.{' '}
              <Button variant="default" size="compact-xs" onClick={() => setTicked(true)}>
                It verifies
              </Button>
            </>
          ) : (
            'A few lines in the receiver, so that nobody else can send it events.'
          )}
        </Step>
        <Step done={steps.retried} title="See a retry">
          {delivery ? (
            <>
              Let the receiver answer 500 once, <To href="/test-events">publish an event</To>, and watch{' '}
              <To href="/deliveries">its attempts</To>. What is sent to one subscription as a test is sent only once.
            </>
          ) : (
            'What fails is tried again by itself, and nothing is lost on the way.'
          )}
        </Step>
      </ol>
    </section>
  )
}

function AllDone({ onClose }: { onClose: () => void }) {
  return (
    <section className={classes.card} aria-label="First steps">
      <Group justify="space-between" wrap="nowrap">
        <h2 className={classes.title}>First steps: all four are done</h2>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onClose}>
          Close
        </Button>
      </Group>
      <p className={classes.after}>
        What fails is under <To href="/deliveries?status=undelivered">Deliveries</To>, what was given up under{' '}
        <To href="/dead-letters">Dead letters</To>, and an outage is made good on the Recovery tab of a subscription.{' '}
        <To href="/docs">Docs</To> says how the rest works.
      </p>
    </section>
  )
}

const doneOf = (steps: FirstRunSteps) => Object.values(steps).filter(Boolean).length

function To({ href, children }: { href: string; children: string }) {
  return (
    <Anchor component={Link} href={href} size="sm">
      {children}
    </Anchor>
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
