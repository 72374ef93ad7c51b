'use client'

import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'

interface PauseButtonProps {
  pending: boolean
  onClick: () => void
}

export function PauseButton({ pending, onClick }: PauseButtonProps) {
  return (
    <Button variant="default" leftSection={<IconPlayerPause size={14} />} loading={pending} onClick={onClick}>
      Pause
    </Button>
  )
}

export function ResumeButton({ pending, onClick }: PauseButtonProps) {
  return (
    <Button variant="default" leftSection={<IconPlayerPlay size={14} />} loading={pending} onClick={onClick}>
      Resume
    </Button>
  )
}
