import { IconBan, IconCircleCheck, IconPlayerPause, IconRotateClockwise } from '@tabler/icons-react'
import type { ReplayStatus as Status } from '../../server/contract/replay.ts'
import { StatusBadge } from '../status/status-badge.tsx'

const faces = {
  running: { tone: 'info', icon: IconRotateClockwise, word: 'Running' },
  paused: { tone: 'quiet', icon: IconPlayerPause, word: 'Paused' },
  completed: { tone: 'good', icon: IconCircleCheck, word: 'Completed' },
  cancelled: { tone: 'quiet', icon: IconBan, word: 'Cancelled' },
} as const

export function ReplayStatus({ status }: { status: Status }) {
  const { tone, icon, word } = faces[status]
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  )
}
