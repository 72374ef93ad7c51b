import { IconClockX } from '@tabler/icons-react'
import { StatusBadge } from '../status/status-badge.tsx'

export function ExpiredBadge() {
  return (
    <StatusBadge tone="bad" icon={IconClockX} title="webhook.site takes no more requests for it.">
      Expired
    </StatusBadge>
  )
}
