'use client'

import { Button, VisuallyHidden } from '@mantine/core'
import { IconDeviceLaptop } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OwnSession } from '../../server/contract/own-session.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { Section } from '../page/section.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { browserWords } from './browser-words.ts'

const columns: ListColumn<OwnSession>[] = [
  {
    key: 'browser',
    title: 'Browser',
    render: (row) => (
      <div className={cells.stacked} title={row.user_agent ?? undefined}>
        <span>{browserWords(row.user_agent)}</span>
        {row.is_current && <span className={cells.secondary}>This one</span>}
      </div>
    ),
  },
  {
    key: 'ip',
    title: 'Address',
    width: 160,
    wideOnly: true,
    render: (row) => <span className={cells.mono}>{row.ip ?? '—'}</span>,
  },
  {
    key: 'created',
    title: 'Signed in',
    width: 120,
    wideOnly: true,
    render: (row) => <RelativeTime at={row.created_at} />,
  },
  { key: 'seen', title: 'Last seen', width: 110, render: (row) => <RelativeTime at={row.last_seen_at} /> },
  {
    key: 'end',
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 96,
    align: 'right',
    render: (row) => !row.is_current && <EndSession session={row} />,
  },
]

/** Where the person is signed in, and the way out of each and of all. */
export function OwnSessions() {
  const trpc = useTRPC()
  const list = useQuery(trpc.me.sessions.queryOptions())
  const endAll = useMutation(
    trpc.me.endSessions.mutationOptions({
      onSuccess: () => window.location.assign('/sign-in?ended=1'),
      onError: (error) => toastProblem('Not signed out', error),
    }),
  )
  return (
    <Section
      title="Where you are signed in"
      description="Ending a session signs that browser out with its next click."
      actions={
        <ConfirmButton
          label="Sign out everywhere"
          question="Sign out everywhere?"
          consequence="Every browser is signed out, this one too."
          pending={endAll.isPending}
          onConfirm={() => endAll.mutateAsync({}).catch(() => undefined)}
        />
      }
    >
      <DataList
        label="Your sessions"
        columns={columns}
        rows={list.data}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState icon={IconDeviceLaptop} title="Signed in nowhere" />}
      />
    </Section>
  )
}

function EndSession({ session }: { session: OwnSession }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const end = useMutation(
    trpc.me.endSession.mutationOptions({
      onSuccess: () => toastDone(`${browserWords(session.user_agent)} signed out.`),
      onError: (error) => toastProblem('Not ended', error),
      onSettled: () => queryClient.invalidateQueries(trpc.me.sessions.queryFilter()),
    }),
  )
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={end.isPending}
      aria-label={`End the session of ${browserWords(session.user_agent)}`}
      onClick={() => end.mutate({ id: session.id })}
    >
      End
    </Button>
  )
}
