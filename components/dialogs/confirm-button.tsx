'use client'

import { Button, type ButtonProps, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ExplainedButton } from '../controls/explained-button.tsx'

/** A button for what cannot be undone: says what will happen before it happens. */
export function ConfirmButton(
  props: ButtonProps & {
    /** On the button, as a verb: `Revoke`. */
    label: string
    question: string
    consequence: ReactNode
    /** What the person agrees to; default: the label. */
    confirmLabel?: string
    pending?: boolean
    danger?: boolean
    /** Why it cannot be done now: said to whoever points at the button or reaches it with the keyboard. */
    impossible?: string | undefined
    /** While it asks there turned out to be nothing to agree to. */
    nothing?: boolean
    onConfirm: () => Promise<unknown> | undefined
  },
) {
  const {
    label,
    question,
    consequence,
    confirmLabel,
    pending = false,
    danger = false,
    impossible,
    nothing = false,
    onConfirm,
    ...button
  } = props
  const [opened, { open, close }] = useDisclosure(false)
  async function confirm() {
    await onConfirm()
    close()
  }
  return (
    <>
      <ExplainedButton
        variant="default"
        {...(danger && !impossible && { c: 'var(--bad-ink)' })}
        {...button}
        loading={pending && !opened}
        impossible={impossible}
        onClick={open}
      >
        {label}
      </ExplainedButton>
      <Modal opened={opened} onClose={close} title={question} size="sm">
        <Text component="div" size="sm" c="var(--ink-soft)">
          {consequence}
        </Text>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            Back
          </Button>
          <Button
            color={danger ? 'var(--bad)' : undefined}
            loading={pending}
            disabled={nothing}
            onClick={() => void confirm()}
          >
            {confirmLabel ?? label}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
