'use client'

import { Anchor } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { AuditEntry } from '../../server/contract/audit.ts'
import type { StatsMark } from '../../server/contract/stats-mark.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import { ChangeText } from '../audit/change-text.tsx'
import { markWords } from '../overview/chart-data.ts'
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

interface HistoryRow {
  id: string
  at: string
  what: string
  who: string
  /** Of the audit log; null: Postrider saw it happen, and says why. */
  entry: AuditEntry | null
  why: string
}

const columns: ListColumn<HistoryRow>[] = [
  {
    key: 'action',
    title: 'What happened',
    width: 180,
    render: (row) => (
      <div className={cells.stacked}>
        <span>{row.what}</span>
        <span className={cells.narrowOnly}>{row.who}</span>
      </div>
    ),
  },
  { key: 'who', title: 'By', width: 200, wideOnly: true, render: (row) => row.who },
  {
    key: 'change',
    title: 'Change',
    wideOnly: true,
    render: ({ entry, why }) =>
      entry ? (
        <ChangeText action={entry.action} before={entry.before} after={entry.after} />
      ) : (
        <span className={cells.faint}>{why}</span>
      ),
  },
  { key: 'at', title: 'When', width: 110, align: 'right', render: (row) => <RelativeTime at={row.at} /> },
]

function ofEntry(entry: AuditEntry): HistoryRow {
  const who = entry.actor.name ?? (entry.actor.kind === 'system' ? 'Postrider' : entry.actor.kind)
  return { id: entry.id, at: entry.created_at, what: actionWords(entry.action), who, entry, why: '' }
}

const ofMark = ({ at, kind }: StatsMark): HistoryRow => ({
  id: `${kind} ${at}`,
  at,
  what: markWords(kind),
  who: 'Postrider',
  entry: null,
  why:
    kind === 'circuit_opened' ? 'Its attempts kept failing' : 'A probe succeeded, or nothing was left to try it with',
})

const isOfCircuit = ({ kind }: StatsMark) => kind === 'circuit_opened' || kind === 'circuit_closed'

const shown = 50

/** Who changed this subscription, from the audit log, and when its circuit opened and closed. */
export function SubscriptionHistory({ subscription }: { subscription: Subscription }) {
  const { id, created_at: createdAt } = subscription
  const trpc = useTRPC()
  const list = useQuery(trpc.audit.list.queryOptions({ target: id, limit: shown }))
  const oldest = list.data?.next_cursor ? list.data.data.at(-1)?.created_at : createdAt
  const marks = useQuery({
    ...trpc.stats.marks.queryOptions({ subscription: id, from: withinReach(oldest ?? createdAt) }),
    refetchInterval: 10_000,
    enabled: list.data !== undefined,
  })
  const rows =
    list.data &&
    !marks.isPending &&
    [...list.data.data.map(ofEntry), ...(marks.data?.data ?? []).filter(isOfCircuit).map(ofMark)].sort((a, b) =>
      b.at.localeCompare(a.at),
    )
  return (
    <Section
      title="History"
      description="Changes by people and keys, and when the circuit opened and closed: the newest 50 of each."
      actions={
        <Anchor component={Link} href={`/audit?target=${id}`} size="sm">
          In the audit log
        </Anchor>
      }
    >
      <DataList
        label="History"
        columns={columns}
        rows={rows || undefined}
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

/** Marks are asked for of at most so many days. */
const mostDays = 399

function withinReach(from: string): string {
  const earliest = new Date(Date.now() - mostDays * 86_400_000).toISOString().slice(0, 10)
  return from.slice(0, 10) < earliest ? `${earliest}T00:00:00.000Z` : from
}
