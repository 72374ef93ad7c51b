'use client'

import { Anchor } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { Delivery } from '../../server/contract/delivery.ts'
import { IdText } from '../ids/id-text.tsx'
import { count } from '../overview/figures.ts'
import { Facts } from '../page/facts.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { CircuitNotice } from '../subscriptions/circuit-notice.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import { OtherTenantNotice } from '../tenants/other-tenant-notice.tsx'
import { TenantName } from '../tenants/tenant-name.tsx'
import { useSeveralTenants } from '../tenants/use-several-tenants.ts'
import { Elapsed } from '../time/elapsed.tsx'
import { DueTime, RelativeTime } from '../time/relative-time.tsx'
import { AttemptTimeline } from './attempt-timeline.tsx'
import { AttemptView } from './attempt-view.tsx'
import { attemptsMade, probesMade } from './attempts-made.ts'
import { BodyToSend } from './body-to-send.tsx'
import classes from './delivery-body.module.css'
import { useHold } from './use-hold.ts'

type Fact = [name: string, value: ReactNode]

/** Everything about a delivery. The newest attempt is shown until another one is picked. */
export function DeliveryBody({ delivery }: { delivery: Delivery }) {
  const [pickedId, setPickedId] = useState<string | null>(null)
  const shown = delivery.attempts.find(({ id }) => id === pickedId) ?? delivery.attempts.at(-1)
  const hold = useHold(delivery)
  const isOneOfSeveral = useSeveralTenants([delivery.tenant])
  const step = (by: number) => {
    const at = delivery.attempts.findIndex(({ id }) => id === shown?.id)
    const next = delivery.attempts[at + by]
    if (next) setPickedId(next.id)
  }
  useKeys({ '[': () => step(-1), ']': () => step(1) })
  return (
    <div className={classes.body}>
      <OtherTenantNotice of={delivery.tenant} />
      <Facts
        facts={[
          [
            'Subscription',
            delivery.subscription_deleted ? (
              <UrlText key="subscription" url={delivery.url} isDeleted />
            ) : (
              <Anchor key="subscription" component={Link} href={`/subscriptions/${delivery.subscription}`} size="sm">
                <UrlText url={delivery.url} />
              </Anchor>
            ),
          ],
          ...(isOneOfSeveral ? [['Tenant', <TenantName key="tenant" id={delivery.tenant} />] as Fact] : []),
          ['Event', <IdText key="event" id={delivery.event} what="event id" href={`/events/${delivery.event}`} />],
          ['Accepted', <RelativeTime key="created" at={delivery.created_at} />],
          ...(delivery.completed_at
            ? [['Completed', <RelativeTime key="completed" at={delivery.completed_at} />] as Fact]
            : []),
          ['Attempts', attemptsText(delivery)],
          ['Correlation', <IdText key="correlation" id={delivery.correlation_id} what="correlation id" />],
          ...(delivery.replay
            ? [
                [
                  'Replay',
                  <IdText key="replay" id={delivery.replay} what="replay id" href={`/replays/${delivery.replay}`} />,
                ] as Fact,
              ]
            : []),
          ...(delivery.sequence === null ? [] : [['Sequence', String(delivery.sequence)] as Fact]),
          ...(delivery.cancel_reason ? [['Cancelled', delivery.cancel_reason] as Fact] : []),
        ]}
      />
      {hold && <CircuitNotice subscription={hold} linked />}
      {shown ? (
        <div className={classes.columns}>
          <AttemptTimeline
            delivery={delivery}
            held={hold !== null}
            shownId={shown.id}
            onShow={({ id }) => setPickedId(id)}
          />
          <AttemptView delivery={delivery} attempt={shown} />
        </div>
      ) : (
        <>
          <Untried delivery={delivery} held={hold !== null} />
          <BodyToSend event={delivery.event} />
        </>
      )}
    </div>
  )
}

function Untried({ delivery, held }: { delivery: Delivery; held: boolean }) {
  const { sending_since: since, next_attempt_at: next } = delivery
  if (since) {
    return (
      <EmptyState icon={IconSend2} title="The first request is under way">
        For <Elapsed since={since} />. The receiver has not answered yet.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={IconSend2} title="Not tried yet">
      {next && !held ? (
        <>
          The first attempt is due <DueTime at={next} />.
        </>
      ) : (
        'Its attempts will appear here.'
      )}
    </EmptyState>
  )
}

function attemptsText(delivery: Delivery): string {
  const { count: number, of, note } = attemptsMade(delivery)
  const made = note ? `${number}${of}. ${note}` : `${number}${of}`
  const probes = probesMade(delivery)
  if (probes === 0) return made
  return `${made}, and ${count(probes)} ${probes === 1 ? 'probe' : 'probes'}`
}
