import { IconAlertTriangle, IconCircleDashed, IconShieldCheck } from '@tabler/icons-react'
import type { Validation } from '../../server/contract/event-type.ts'
import { StatusBadge } from '../status/status-badge.tsx'

/** What happens to events whose data does not fit the schema. */
export function ValidationBadge({ validation }: { validation: Validation }) {
  if (validation === 'enforce')
    return (
      <StatusBadge tone="good" icon={IconShieldCheck} title="Events that do not fit are refused">
        Enforce
      </StatusBadge>
    )
  if (validation === 'warn')
    return (
      <StatusBadge tone="quiet" icon={IconAlertTriangle} title="Events that do not fit are accepted with a warning">
        Warn
      </StatusBadge>
    )
  return (
    <StatusBadge tone="quiet" icon={IconCircleDashed} title="Events are not checked">
      Off
    </StatusBadge>
  )
}
