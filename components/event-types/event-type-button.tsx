'use client'

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import type { EventType } from '../../server/contract/event-type.ts'
import { useMay } from '../session/viewer.tsx'
import type { Purpose } from './event-type-form.tsx'

const EventTypeForm = dynamic(async () => (await import('./event-type-form.tsx')).EventTypeForm, { ssr: false })

const faces = {
  new: { label: 'New event type', Icon: IconPlus, variant: 'filled' },
  version: { label: 'New version', Icon: IconPlus, variant: 'default' },
  edit: { label: 'Edit', Icon: IconPencil, variant: 'default' },
} as const

/** Opens the form of a type, for those who may change the catalogue. `versions`: those that are there. */
export function EventTypeButton(props: { purpose: Purpose; of?: EventType; versions?: readonly string[] }) {
  const { purpose, of = null, versions = [] } = props
  const mayWrite = useMay('event-types:write')
  const [opened, { open, close }] = useDisclosure(false)
  if (!mayWrite) return null
  const { label, Icon, variant } = faces[purpose]
  return (
    <>
      <Button variant={variant} leftSection={<Icon size={14} />} onClick={open}>
        {label}
      </Button>
      {opened && <EventTypeForm purpose={purpose} of={of} versions={versions} onClose={close} />}
    </>
  )
}
