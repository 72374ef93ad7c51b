import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { SecretText } from './secret-text.tsx'

/** What is shown this once. Only its button closes it: Escape or a click beside it would lose the secret for good. */
export function OneTimeSecret(props: {
  title: string
  secret: string
  what: string
  children: ReactNode
  onClose: () => void
}) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size="lg"
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        {props.children}
        <SecretText secret={props.secret} what={props.what} />
        <Group justify="flex-end">
          <Button onClick={props.onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
