'use client'

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHistory, IconPlus } from '@tabler/icons-react'
import type { ReplayInclude } from '../../server/contract/replay.ts'
import { type GivenWindow, NewReplay } from './new-replay.tsx'

/** `subscription`: the only one it is for. `rate`: a second, to begin with. `include`: what to begin with. */
export function NewReplayButton(props: {
  subscription?: string
  windows?: GivenWindow[]
  rate?: number | ''
  include?: ReplayInclude
  label?: string
  /** One of many, in the row of a list. */
  inRow?: true
}) {
  const [opened, { open, close }] = useDisclosure(false)
  const Icon = props.label ? IconHistory : IconPlus
  return (
    <>
      <Button
        {...(props.inRow ? { size: 'compact-xs', variant: 'default' } : { leftSection: <Icon size={14} /> })}
        onClick={open}
      >
        {props.label ?? 'New replay'}
      </Button>
      {opened && <NewReplay {...props} onClose={close} />}
    </>
  )
}
