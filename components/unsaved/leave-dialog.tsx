import { Button, Group, Modal, Text } from '@mantine/core'
import { answer } from './unsaved-changes.ts'

export function LeaveDialog({ opened }: { opened: boolean }) {
  return (
    // Escape would reach the dialog below as well, which asks in turn.
    <Modal
      opened={opened}
      onClose={() => answer(false)}
      closeOnEscape={false}
      onKeyDown={(event) => event.key === 'Escape' && answer(false)}
      zIndex={400}
      title="Leave without saving?"
      size="sm"
    >
      <Text size="sm" c="var(--ink-soft)">
        What was changed here is not saved, and is lost when you leave.
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={() => answer(false)} data-autofocus>
          Stay
        </Button>
        <Button color="var(--bad)" onClick={() => answer(true)}>
          Leave
        </Button>
      </Group>
    </Modal>
  )
}
