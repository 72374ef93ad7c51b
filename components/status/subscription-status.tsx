import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconPlayerPause,
  IconPlugConnectedX,
  IconStethoscope,
} from '@tabler/icons-react'
import type { Subscription } from '../../server/contract/subscription.ts'
import { useIsAhead } from '../time/now.ts'
import { StatusBadge } from './status-badge.tsx'

type Health = Pick<
  Subscription,
  'status' | 'status_reason' | 'circuit' | 'held_until' | 'failing_since' | 'last_success_at'
>

/** The one word that says whether deliveries flow, and if not, why. The most decisive reason wins. */
export function SubscriptionStatus({ subscription }: { subscription: Health }) {
  const { status, circuit } = subscription
  const isHeldBack = useIsAhead(subscription.held_until)
  const title = subscription.status_reason ?? undefined
  if (status === 'disabled')
    return (
      <StatusBadge tone="bad" icon={IconBan} title={title}>
        Disabled
      </StatusBadge>
    )
  if (status === 'paused')
    return (
      <StatusBadge tone="quiet" icon={IconPlayerPause} title={title}>
        Paused
      </StatusBadge>
    )
  if (circuit === 'open')
    return (
      <StatusBadge tone="bad" icon={IconPlugConnectedX}>
        Circuit open
      </StatusBadge>
    )
  if (circuit === 'half_open')
    return (
      <StatusBadge tone="warn" icon={IconStethoscope}>
        Probing
      </StatusBadge>
    )
  if (isHeldBack)
    return (
      <StatusBadge tone="warn" icon={IconClockPause}>
        Held back
      </StatusBadge>
    )
  if (subscription.failing_since)
    return (
      <StatusBadge tone="warn" icon={IconAlertTriangle}>
        Failing
      </StatusBadge>
    )
  return (
    <StatusBadge tone="good" icon={IconCircleCheck}>
      Active
    </StatusBadge>
  )
}
