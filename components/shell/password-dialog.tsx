import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Sets or changes one's own password. Afterwards everybody who was signed in as this person is out. */
export function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const trpc = useTRPC()
  const form = useForm({ initialValues: { current: '', next: '' } })
  const change = useMutation(
    trpc.me.setPassword.mutationOptions({ onSuccess: () => window.location.assign('/sign-in?ended=1') }),
  )
  return (
    <Modal opened={opened} onClose={onClose} title="Password">
      <form
        onSubmit={form.onSubmit(({ current, next }) => change.mutate({ next, ...(current && { current }) }))}
        noValidate
      >
        <Stack gap="md">
          <PasswordInput
            label="Current password"
            description="Leave it empty if you have none yet."
            autoComplete="current-password"
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label="New password"
            description="At least 12 characters."
            autoComplete="new-password"
            required
            {...form.getInputProps('next')}
          />
          <Text size="sm" c="dimmed">
            All your sessions end, this one too.
          </Text>
          {change.error && <FormProblem error={change.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Set password
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
