import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconPlayerPause,
  IconRefresh,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { DeliveryStatusFilter, DeliverySummary, DeliveryStatus as Status } from '../../server/contract/delivery.ts'
import { holdWords } from './hold-words.ts'
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
  if (status === 'held') return 'Held'
  return status === 'waiting' ? 'Waiting' : looks[status].word
}

/** What is held says so, and in its title in which status it is. What arrived has arrived, also when it is to be sent again. */
export function DeliveryStatus({ of }: { of: Pick<DeliverySummary, 'status' | 'cancel_reason' | 'held_by'> }) {
  const { tone, icon, word } = looks[of.status]
  if (of.held_by && of.status === 'succeeded') {
    return (
      <StatusBadge
        tone={tone}
        icon={IconPlayerPause}
        title={`It arrived. It is to be sent again. ${holdWords[of.held_by].sentence}`}
      >
        {word}
      </StatusBadge>
    )
  }
  if (of.held_by) {
    return (
      <StatusBadge tone="quiet" icon={IconPlayerPause} title={`${word}. ${holdWords[of.held_by].sentence}`}>
        Held
      </StatusBadge>
    )
  }
  return (
    <StatusBadge tone={tone} icon={icon} title={of.cancel_reason ?? undefined}>
      {word}
    </StatusBadge>
  )
}
