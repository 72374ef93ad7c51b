import { IconTestPipe } from '@tabler/icons-react'
import { StatusBadge } from '../status/status-badge.tsx'

/** Of a test event: sent for real, but nothing happened that it tells of. */
export function TestMark() {
  return (
    <StatusBadge tone="quiet" icon={IconTestPipe}>
      Test
    </StatusBadge>
  )
}
