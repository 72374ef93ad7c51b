'use client'

import { Group, Text, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { DeadLetterGroup } from '../../server/contract/dead-letter.ts'
import { visibleControls } from '../body/pretty-json.ts'
import { OutcomeText } from '../deliveries/outcome-text.tsx'
import { count } from '../overview/figures.ts'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { EventPatterns } from '../subscriptions/event-patterns.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { TenantOf } from '../tenants/tenant-of.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { AutoRedelivery } from './auto-redelivery.tsx'
import { DeadLetterActions } from './dead-letter-actions.tsx'
import classes from './dead-letter-groups.module.css'
import { NoDeadLetters } from './no-dead-letters.tsx'

type Row = DeadLetterGroup & { id: string }

interface Scope {
  tenant?: string
  subscription?: string
}

/** Dead letters by why they were given up: same error, same code, same shape of what the receiver said. */
export function DeadLetterGroups(props: {
  subscription: string | null
  /** Shows the letters of one group. */
  onOpen: (fingerprint: string) => void
}) {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const mayWrite = useMay('deliveries:write')
  const scope = { ...tenant, ...(props.subscription && { subscription: props.subscription }) }
  const groups = useQuery(trpc.deadLetters.groups.queryOptions(scope, { refetchInterval: 10_000 }))
  const rows = groups.data?.data.map((group) => ({ ...group, id: group.fingerprint }))
  const away = rows?.filter(({ absent }) => absent > 0) ?? []
  const affected = props.subscription ? [props.subscription] : [...new Set(away.flatMap((row) => row.subscriptions))]
  return (
    <>
      {affected.length > 0 && <AutoRedelivery subscriptions={affected} />}
      {mayWrite && (rows?.length ?? 0) > 0 && (
        <Group gap="xs" justify="flex-end">
          <DeadLetterActions chosen={{ filter: scope }} suffix={props.subscription ? ' all matching' : ' all'} />
        </Group>
      )}
      <DataList
        label="Groups of dead letters"
        columns={columnsFor({ scope, mayWrite, onOpen: props.onOpen })}
        rows={rows}
        error={groups.error}
        retry={() => void groups.refetch()}
        onOpen={({ fingerprint }) => props.onOpen(fingerprint)}
        empty={<NoDeadLetters scope={scope} />}
      />
      {groups.data?.truncated && (
        <Text size="sm" c="dimmed">
          Counted among the newest 2,000. Acting on a group reaches older ones as well, and counts them first.
        </Text>
      )}
    </>
  )
}

function columnsFor(props: {
  scope: Scope
  mayWrite: boolean
  onOpen: (fingerprint: string) => void
}): ListColumn<Row>[] {
  return [
    {
      key: 'why',
      title: 'Reason',
      render: (row) => (
        <div className={classes.why}>
          <button type="button" className={classes.open} onClick={() => props.onOpen(row.fingerprint)}>
            <span>
              <OutcomeText code={row.code} error={row.error} />
              <span className={`${cells.narrowOnly} ${classes.count}`}>× {count(row.count)}</span>
            </span>
            {row.message && <span className={classes.message}>{visibleControls(row.message)}</span>}
          </button>
          <span className={`${cells.secondary} ${cells.untilVery}`}>
            <Receiver group={row} />
          </span>
          <span className={cells.untilMost}>
            <EventPatterns patterns={row.types} show={1} />
            <span className={`${cells.faint} ${cells.untilVery}`}>
              <span>
                last failed <RelativeTime at={row.last_died_at} />
              </span>
            </span>
          </span>
          {row.absent > 0 && (
            <span className={cells.secondary}>
              {row.absent === row.count ? 'The receiver was away' : `The receiver was away for ${row.absent} of them`}
            </span>
          )}
          {props.mayWrite && (
            <span className={cells.narrowOnly}>
              <Actions group={row} scope={props.scope} />
            </span>
          )}
        </div>
      ),
    },
    {
      key: 'count',
      title: 'Count',
      width: 76,
      align: 'right',
      wideOnly: true,
      render: (row) => <span className="tabular">{count(row.count)}</span>,
    },
    {
      key: 'types',
      title: 'Events',
      width: 180,
      wideOnly: 'most',
      render: (row) => <EventPatterns patterns={row.types} show={1} />,
    },
    {
      key: 'to',
      title: 'To',
      width: '23%',
      wideOnly: 'very',
      render: (row) => <Receiver group={row} />,
    },
    {
      key: 'last',
      title: 'Last failed',
      width: 110,
      align: 'right',
      wideOnly: 'very',
      render: (row) => <RelativeTime at={row.last_died_at} />,
    },
    ...(props.mayWrite
      ? [
          {
            key: 'actions',
            title: <VisuallyHidden>Actions</VisuallyHidden>,
            width: 204,
            align: 'right' as const,
            wideOnly: true,
            render: (row: Row) => (
              <Group gap={6} justify="flex-end" wrap="nowrap">
                <Actions group={row} scope={props.scope} />
              </Group>
            ),
          },
        ]
      : []),
  ]
}

function Actions({ group: { fingerprint }, scope }: { group: DeadLetterGroup; scope: Scope }) {
  return <DeadLetterActions quiet suffix="" chosen={{ filter: { ...scope, fingerprint } }} />
}

function Receiver({
  group: { url, subscription_deleted: isDeleted, subscriptions, tenants },
}: {
  group: DeadLetterGroup
}) {
  const [tenant] = tenants
  return (
    <span className={cells.stacked}>
      {url === null ? receiversText(subscriptions) : <UrlText url={url} isDeleted={isDeleted} />}
      {tenants.length === 1 && tenant ? <TenantOf id={tenant} /> : <span>of {tenants.length} tenants</span>}
    </span>
  )
}

function receiversText(subscriptions: string[]): string {
  return subscriptions.length === 20 ? '20 subscriptions or more' : `${subscriptions.length} subscriptions`
}
