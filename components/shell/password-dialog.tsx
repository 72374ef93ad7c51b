import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { fieldFaults } from '../dialogs/field-faults.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { showFaults } from '../dialogs/show-faults.ts'
import { useViewer } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Sets or changes one's own password. Afterwards everybody who was signed in as this person is out. */
export function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const trpc = useTRPC()
  const { has_password: hasPassword } = useViewer()
  const words = hasPassword ? 'Change password' : 'Set password'
  const form = useForm({ initialValues: { current: '', next: '' } })
  const change = useMutation(
    trpc.me.setPassword.mutationOptions({
      onSuccess: () => window.location.assign('/sign-in?ended=1'),
      onError: (error) => showFaults(form, fieldFaults(error)),
    }),
  )
  return (
    <Modal opened={opened} onClose={onClose} title={words}>
      <form
        onSubmit={form.onSubmit(({ current, next }) => change.mutate({ next, ...(current && { current }) }))}
        noValidate
      >
        <Stack gap="md">
          {hasPassword && (
            <PasswordInput
              label="Current password"
              autoComplete="current-password"
              required
              data-autofocus
              {...form.getInputProps('current')}
            />
          )}
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
          {change.error && Object.keys(form.errors).length === 0 && <FormProblem error={change.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              {words}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
