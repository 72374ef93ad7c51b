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
  if (of.held_by) {
    const { sentence } = holdWords[of.held_by]
    const [shown, looksLike, before] =
      of.status === 'succeeded' ? [word, tone, 'It arrived. It is to be sent again'] : ['Held', 'quiet' as const, word]
    return (
      <StatusBadge tone={looksLike} icon={IconPlayerPause} title={`${before}. ${sentence}`}>
        {shown}
      </StatusBadge>
    )
  }
  return (
    <StatusBadge tone={tone} icon={icon} title={of.cancel_reason ?? undefined}>
      {word}
    </StatusBadge>
  )
}
