'use client'

import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { FormModal, type FormModalProps } from './form-modal.tsx'

/** A button that opens a form for something new. */
export function CreateDialog({
  label,
  dialog: [opened, { open, close }],
  ...form
}: Omit<FormModalProps, 'opened' | 'onClose' | 'title'> & {
  label: string
  dialog: readonly [boolean, { open: () => void; close: () => void }]
}) {
  return (
    <>
      <Button leftSection={<IconPlus size={14} />} onClick={open}>
        {label}
      </Button>
      <FormModal {...form} opened={opened} onClose={close} title={label} />
    </>
  )
}
