import { Anchor } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconMinus } from '@tabler/icons-react'
import type { InboxRequest } from '../../server/contract/inbox.ts'
import { StatusBadge } from '../status/status-badge.tsx'
import cells from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'
import { RelativeTime } from '../time/relative-time.tsx'

export function requestColumns(open: (id: string) => void): ListColumn<InboxRequest>[] {
  return [
    {
      key: 'request',
      title: 'Request',
      render: (row) => (
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="left"
          className={cells.mono}
          onClick={() => open(row.id)}
        >
          {row.method}{' '}
          {row.headers.find(([name]) => name.toLowerCase() === 'x-pt-event-type')?.[1] ?? `${row.body_bytes} bytes`}
        </Anchor>
      ),
    },
    { key: 'signature', title: 'Signature', width: 140, render: (row) => <SignatureBadge signature={row.signature} /> },
    { key: 'bytes', title: 'Bytes', width: 120, wideOnly: true, render: (row) => <BytesBadge sent={row.sent} /> },
    {
      key: 'answered',
      title: 'Answered',
      width: 100,
      align: 'right',
      wideOnly: true,
      // webhook.site does not tell what it answered; our side of the attempt does.
      render: (row) => <span className="tabular">{row.answered ?? row.sent?.code ?? '—'}</span>,
    },
    {
      key: 'at',
      title: 'Received',
      width: 110,
      align: 'right',
      render: (row) => <RelativeTime at={row.received_at} />,
    },
  ]
}

function SignatureBadge({ signature }: { signature: InboxRequest['signature'] }) {
  if (!signature)
    return (
      <StatusBadge
        tone="quiet"
        icon={IconMinus}
        title="No subscription sends here, so there is no secret to verify with."
      >
        Not checked
      </StatusBadge>
    )
  return (
    <StatusBadge
      tone={signature.ok ? 'good' : 'bad'}
      icon={signature.ok ? IconCircleCheck : IconCircleX}
      title={signature.message}
    >
      {signature.ok ? 'Verified' : 'Wrong'}
    </StatusBadge>
  )
}

function BytesBadge({ sent }: { sent: InboxRequest['sent'] }) {
  if (sent?.bytes_equal == null) return <span className={cells.faint}>—</span>
  return sent.bytes_equal ? (
    <StatusBadge tone="good" icon={IconCircleCheck}>
      As sent
    </StatusBadge>
  ) : (
    <StatusBadge tone="bad" icon={IconCircleX}>
      Changed
    </StatusBadge>
  )
}
