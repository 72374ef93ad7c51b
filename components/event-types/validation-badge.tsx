import { IconCircleDashed, IconNote, IconShieldCheck } from '@tabler/icons-react'
import type { Validation } from '../../server/contract/event-type.ts'
import { StatusBadge } from '../status/status-badge.tsx'

/** What happens to events whose data does not fit the schema. */
export function ValidationBadge({ validation }: { validation: Validation }) {
  if (validation === 'enforce')
    return (
      <StatusBadge tone="good" icon={IconShieldCheck} title="An event whose data does not fit the schema is refused">
        Enforce
      </StatusBadge>
    )
  if (validation === 'warn')
    return (
      <StatusBadge
        tone="quiet"
        icon={IconNote}
        title="An event whose data does not fit the schema is accepted, and says where it does not"
      >
        Warn
      </StatusBadge>
    )
  return (
    <StatusBadge tone="quiet" icon={IconCircleDashed} title="The data of events is not checked">
      Off
    </StatusBadge>
  )
}
