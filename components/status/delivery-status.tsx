import { IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX, IconRefresh } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { DeliveryStatusFilter, DeliveryStatus as Status } from '../../server/contract/delivery.ts'
import { StatusBadge, type Tone } from './status-badge.tsx'

const looks: Record<Status, { tone: Tone; icon: ComponentType<{ size?: number; stroke?: number }>; word: string }> = {
  pending: { tone: 'info', icon: IconCircleDashed, word: 'Pending' },
  retrying: { tone: 'warn', icon: IconRefresh, word: 'Retrying' },
  succeeded: { tone: 'good', icon: IconCircleCheck, word: 'Succeeded' },
  failed: { tone: 'bad', icon: IconCircleX, word: 'Failed' },
  cancelled: { tone: 'quiet', icon: IconCircleMinus, word: 'Cancelled' },
}

/** Of a status, or of several together. */
export function deliveryStatusWord(status: DeliveryStatusFilter): string {
  if (status === 'undelivered') return 'Not delivered'
  return status === 'waiting' ? 'Waiting' : looks[status].word
}

export function DeliveryStatus({ status, reason }: { status: Status; reason?: string | null }) {
  const { tone, icon, word } = looks[status]
  return (
    <StatusBadge tone={tone} icon={icon} title={reason ?? undefined}>
      {word}
    </StatusBadge>
  )
}
