'use client'

import { Switch } from '@mantine/core'
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import type { Subscription } from '../../server/contract/subscription.ts'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { shortened } from '../ids/id-text.tsx'
import { useMay } from '../session/viewer.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { useTRPC } from '../trpc/portal-client.tsx'
import classes from './dead-letter-groups.module.css'

/** More would push what people came for off the page. */
const shown = 5

/** What is redelivered automatically after an outage, and the switch of each subscription. Ids; deleted ones are left out. */
export function AutoRedelivery({ subscriptions }: { subscriptions: string[] }) {
  const trpc = useTRPC()
  const found = useQueries({
    queries: subscriptions.slice(0, shown).map((id) => trpc.subscriptions.get.queryOptions({ id })),
  }).flatMap(({ data }) => data ?? [])
  if (found.length === 0) return null
  const more = subscriptions.length - shown
  return (
    <section className={classes.notice} aria-label="After an outage">
      <div>
        <h2 className={classes.noticeTitle}>After an outage</h2>
        <p className={classes.noticeText}>
          Dead letters of an outage (no connection, a timeout, a 5xx) are redelivered automatically at the first success
          of the receiver, within the time-to-live of their events. Those that it refused are kept until you redeliver
          them.
        </p>
      </div>
      <ul className={classes.switches}>
        {found.map((subscription) => (
          <li key={subscription.id} className={classes.switchRow}>
            <Link href={`/subscriptions/${subscription.id}`} className={classes.switchUrl}>
              <UrlText url={subscription.url} />
              <span className={cells.secondary}> {subscription.description || shortened(subscription.id)}</span>
            </Link>
            <AutoRedeliverSwitch subscription={subscription} />
          </li>
        ))}
        {more > 0 && <li className={classes.noticeText}>And {more} more, each in its settings.</li>}
      </ul>
    </section>
  )
}

function AutoRedeliverSwitch({ subscription }: { subscription: Subscription }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const mayWrite = useMay('subscriptions:write')
  const update = useMutation(
    trpc.subscriptions.update.mutationOptions({
      onSuccess: ({ auto_redeliver }) =>
        toastDone(
          auto_redeliver
            ? 'On: dead letters of an outage are redelivered automatically.'
            : 'Off: dead letters are kept until you redeliver them.',
        ),
      onError: (error) => toastProblem('Not changed', error),
      onSettled: () => queryClient.invalidateQueries(trpc.subscriptions.pathFilter()),
    }),
  )
  const isOn = update.isPending ? update.variables.auto_redeliver : subscription.auto_redeliver
  return (
    <Switch
      size="xs"
      label="Redeliver automatically"
      checked={isOn ?? false}
      disabled={!mayWrite || update.isPending}
      onChange={(event) => update.mutate({ id: subscription.id, auto_redeliver: event.currentTarget.checked })}
    />
  )
}
