import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Section } from '../page/section.tsx'
import { NewReplayButton } from '../replays/new-replay-button.tsx'
import { useMay } from '../session/viewer.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Elapsed } from '../time/elapsed.tsx'
import { ExactTimeText } from '../time/exact-time-text.tsx'
import { duration, exactSecond } from '../time/time-text.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { type DisabledTime, disabledTimes, replayOf } from './disabled-times.ts'

/** The newest of its replays that are looked through for one that sent what it missed. */
const mostReplays = 100

type Row = DisabledTime & { id: string }

const columns: ListColumn<Row>[] = [
  { key: 'from', title: 'Disabled', render: (row) => <ExactTimeText at={row.from} toSecond /> },
  {
    key: 'long',
    title: 'For',
    width: 140,
    narrowWidth: 90,
    render: ({ from, to }) =>
      to ? (
        duration(Date.parse(to) - Date.parse(from))
      ) : (
        <span>
          <Elapsed since={from} /> so far
        </span>
      ),
  },
]

/** While it was disabled events passed it by: they left neither a delivery nor a failure to find them by. Nothing where it never was. */
export function DisabledSection({ id, fromMs, rate }: { id: string; fromMs: number; rate: number | '' }) {
  const trpc = useTRPC()
  const mayReplay = useMay('replays:write')
  const from = new Date(fromMs).toISOString()
  const { data } = useQuery(trpc.stats.marks.queryOptions({ subscription: id, from }, { refetchInterval: 10_000 }))
  const rows = disabledTimes(data?.data ?? []).map((time) => ({ ...time, id: time.from }))
  const replays = useQuery({
    ...trpc.replays.list.queryOptions({ subscription: id, limit: mostReplays }, { refetchInterval: 10_000 }),
    enabled: rows.length > 0,
  })
  if (rows.length === 0) return null
  const replayed = (time: DisabledTime) => replayOf(time, replays.data?.data ?? [])
  const missed: ListColumn<Row> = {
    key: 'missed',
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 170,
    narrowWidth: 165,
    align: 'right',
    render: ({ from, to }) => {
      const replay = replayed({ from, to })
      if (replay)
        return (
          <Link href={`/replays/${replay.id}`} className={cells.link}>
            {replay.status === 'completed' ? 'Replayed' : 'Being replayed'}
          </Link>
        )
      return (
        to && (
          <NewReplayButton
            subscription={id}
            windows={[{ label: `While it was disabled, from ${exactSecond(Date.parse(from))}`, from, to }]}
            rate={rate}
            include="missing"
            label="Send what it missed"
            inRow
          />
        )
      )
    },
  }
  return (
    <Section
      title="Disabled"
      description="Events that were published meanwhile passed it by: no delivery was made of them."
    >
      <DataList
        label="Times in which it was disabled"
        columns={mayReplay && rows.some(({ to }) => to) ? [...columns, missed] : columns}
        rows={rows}
        empty={null}
      />
    </Section>
  )
}
