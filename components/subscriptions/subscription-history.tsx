'use client'

import { Anchor } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { AuditEntry } from '../../server/contract/audit.ts'
import { ChangeText } from '../audit/change-text.tsx'
import { Section } from '../page/section.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** The verbs of the audit log as a history says them. */
const verbs: Record<string, string> = {
  create: 'Created',
  update: 'Changed',
  pause: 'Paused',
  resume: 'Resumed',
  disable: 'Disabled',
  delete: 'Deleted',
  rotate_secret: 'Secret rotated',
  reveal_secret: 'Secret revealed',
}

function actionWords(action: string): string {
  const verb = action.replace(/^subscription\./, '')
  return verbs[verb] ?? verb.replaceAll('_', ' ')
}

const columns: ListColumn<AuditEntry>[] = [
  {
    key: 'action',
    title: 'What was done',
    width: 180,
    render: (row) => (
      <div className={cells.stacked}>
        <span>{actionWords(row.action)}</span>
        <span className={cells.narrowOnly}>{row.actor.name ?? row.actor.kind}</span>
      </div>
    ),
  },
  { key: 'who', title: 'By', width: 200, wideOnly: true, render: (row) => row.actor.name ?? row.actor.kind },
  {
    key: 'change',
    title: 'Change',
    wideOnly: true,
    render: (row) => <ChangeText before={row.before} after={row.after} />,
  },
  { key: 'at', title: 'When', width: 110, align: 'right', render: (row) => <RelativeTime at={row.created_at} /> },
]

/** Who changed this subscription, and what: its entries of the audit log. */
export function SubscriptionHistory({ id }: { id: string }) {
  const trpc = useTRPC()
  const list = useQuery(trpc.audit.list.queryOptions({ target: id, limit: 50 }))
  return (
    <Section
      title="History"
      description="Changes by people and keys, and what Postrider did by itself. The newest 50."
      actions={
        <Anchor component={Link} href={`/audit?target=${id}`} size="sm">
          In the audit log
        </Anchor>
      }
    >
      <DataList
        label="History"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        empty={
          <EmptyState icon={IconHistory} title="Nothing was recorded">
            Entries are only ever added.
          </EmptyState>
        }
      />
    </Section>
  )
}
