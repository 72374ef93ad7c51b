'use client'

import { Button, Modal, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { FormFooter } from './form-footer.tsx'
import { FormProblem } from './form-problem.tsx'

export interface FormModalProps {
  opened: boolean
  onClose: () => void
  title: string
  submitLabel: string
  onSubmit: (event?: FormEvent<HTMLFormElement>) => void
  /** What is wrong as a whole; faults of a field belong under it. */
  problem: unknown
  pending: boolean
  /** Nothing was changed yet that could be saved. */
  unchanged?: boolean
  children: ReactNode
}

/** A short form over the page. */
export function FormModal({
  opened,
  onClose,
  title,
  submitLabel,
  onSubmit,
  problem,
  pending,
  unchanged = false,
  children,
}: FormModalProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="md">
          {children}
          {problem != null && <FormProblem error={problem} />}
          <FormFooter>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={pending} disabled={unchanged}>
              {submitLabel}
            </Button>
          </FormFooter>
        </Stack>
      </form>
    </Modal>
  )
}
