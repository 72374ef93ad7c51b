'use client'

import { Button, type ButtonProps } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'

interface PauseButtonProps {
  pending: boolean
  onClick: () => void
}

type ResumeButtonProps = PauseButtonProps & {
  size?: ButtonProps['size']
  /** Where nothing is more urgent. */
  primary?: boolean
}

export function PauseButton({ pending, onClick }: PauseButtonProps) {
  return (
    <Button variant="default" leftSection={<IconPlayerPause size={14} />} loading={pending} onClick={onClick}>
      Pause
    </Button>
  )
}

export function ResumeButton({ pending, onClick, size, primary = false }: ResumeButtonProps) {
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      leftSection={<IconPlayerPlay size={14} />}
      loading={pending}
      onClick={onClick}
      {...(size && { size })}
    >
      Resume
    </Button>
  )
}
