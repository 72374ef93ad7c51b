import { IconBan, IconCircleCheck, IconClock, IconPlayerPause, IconRotateClockwise } from '@tabler/icons-react'
import type { ListedReplay } from '../../server/contract/replay.ts'
import { StatusBadge } from '../status/status-badge.tsx'

const faces = {
  waiting: { tone: 'warn', icon: IconClock, word: 'Waiting' },
  running: { tone: 'info', icon: IconRotateClockwise, word: 'Running' },
  paused: { tone: 'quiet', icon: IconPlayerPause, word: 'Paused' },
  completed: { tone: 'good', icon: IconCircleCheck, word: 'Completed' },
  cancelled: { tone: 'quiet', icon: IconBan, word: 'Cancelled' },
} as const

/** `waiting`: it runs, and something holds all that is left of it. */
export function ReplayStatus({ of: { status, waiting } }: { of: Pick<ListedReplay, 'status' | 'waiting'> }) {
  const { tone, icon, word } = faces[waiting ? 'waiting' : status]
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  )
}
