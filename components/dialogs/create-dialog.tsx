'use client'

import { Button, Group, Modal, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { FormEvent, ReactNode } from 'react'
import { FormProblem } from './form-problem.tsx'

/** A button that opens a form for something new. `problem`: what is wrong as a whole; faults of a field belong under it. */
export function CreateDialog({
  label,
  submitLabel,
  dialog: [opened, { open, close }],
  onSubmit,
  problem,
  pending,
  children,
}: {
  label: string
  submitLabel: string
  dialog: readonly [boolean, { open: () => void; close: () => void }]
  onSubmit: (event?: FormEvent<HTMLFormElement>) => void
  problem: unknown
  pending: boolean
  children: ReactNode
}) {
  return (
    <>
      <Button leftSection={<IconPlus size={14} />} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={label}>
        <form noValidate onSubmit={onSubmit}>
          <Stack gap="md">
            {children}
            {problem != null && <FormProblem error={problem} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={pending}>
                {submitLabel}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
