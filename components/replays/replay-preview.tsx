import { Stack, Text } from '@mantine/core'
import { IconMoodEmpty } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ReplayInclude, ReplayPlan } from '../../server/contract/replay.ts'
import { count } from '../overview/figures.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { DeliveryStatus } from '../status/delivery-status.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { estimate } from '../time/time-text.ts'
import { HoldText } from './hold-text.tsx'
import classes from './new-replay.module.css'

type Sample = ReplayPlan['sample'][number] & { id: string }

const columns: ListColumn<Sample>[] = [
  {
    key: 'type',
    title: 'Event',
    width: 190,
    render: (row) => (
      <div className={cells.stacked}>
        <span className={cells.mono}>{row.type}</span>
        <span className={cells.narrowOnly}>
          <To url={row.url} />
        </span>
      </div>
    ),
  },
  { key: 'to', title: 'To', wideOnly: true, render: (row) => <To url={row.url} /> },
  { key: 'at', title: 'Accepted', width: 116, wideOnly: true, render: (row) => <RelativeTime at={row.created_at} /> },
  {
    key: 'status',
    title: 'Now',
    width: 128,
    narrowWidth: 112,
    render: (row) =>
      row.status ? (
        // What could be held is under way, and no part of this.
        <DeliveryStatus of={{ status: row.status, cancel_reason: null, held_by: null }} />
      ) : (
        <span className={cells.faint}>never sent</span>
      ),
  },
]

function To({ url }: { url: string }) {
  return (
    <div className={classes.to}>
      <UrlText url={url} />
    </div>
  )
}

/** On a small screen it comes below the form. */
const showPreview = (preview: HTMLElement | null) => preview?.scrollIntoView({ block: 'nearest' })

const whyNothing: Record<ReplayInclude, string> = {
  failed: 'No event of this time is a dead letter now.',
  missing: 'Every event of this time that its event types and filter let through, as they are now, was sent already.',
  all: 'No event of this time was sent, or all of them wait to be sent.',
}

/** Exactly how many, the oldest of them, who is left out, and for whom it waits. */
export function ReplayPreview({ plan }: { plan: ReplayPlan }) {
  const { total, eta_seconds: eta, sample, left_out: leftOut } = plan
  // The form says it of the only one there is, and follows it.
  const held = plan.subscription === null ? plan.held : []
  return (
    <Stack gap="xs" role="status" className={classes.preview} ref={showPreview}>
      <Text size="sm" fw={600}>
        {total === 0 ? (
          'There is nothing to send.'
        ) : (
          <>
            This is a preview: nothing was sent yet. Sending starts a replay of {count(total)}{' '}
            {total === 1 ? 'delivery' : 'deliveries'}
            {eta ? `, which takes about ${estimate(eta)}` : ''}.
          </>
        )}
      </Text>
      {total === 0 && leftOut.length === 0 && <Text size="xs">{whyNothing[plan.include]}</Text>}
      {leftOut.map((each) => (
        <Receiver key={each.subscription} {...each}>
          <Text size="xs" component="span" c="var(--warn-ink)">
            Left out. {each.reason}
          </Text>
        </Receiver>
      ))}
      {held.map((each) => (
        <Receiver key={each.subscription} {...each}>
          <HoldText hold={each} />
        </Receiver>
      ))}
      {sample.length < total && sample.length > 0 && (
        <Text size="xs" c="var(--ink-faint)">
          The oldest {count(sample.length)} of {count(total)}:
        </Text>
      )}
      {sample.length > 0 && (
        <DataList
          label="The oldest"
          columns={columns}
          rows={sample.map((each) => ({ ...each, id: `${each.event} ${each.subscription}` }))}
          empty={<EmptyState icon={IconMoodEmpty} title="Nothing" />}
        />
      )}
    </Stack>
  )
}

/** A subscription that does not get all of it at once, and why. */
function Receiver(props: { subscription: string; url: string; children: ReactNode }) {
  return (
    <div className={cells.stacked}>
      <Link href={`/subscriptions/${props.subscription}`} className={cells.link}>
        <UrlText url={props.url} />
      </Link>
      {props.children}
    </div>
  )
}
