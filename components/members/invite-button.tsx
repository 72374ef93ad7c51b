'use client'

import { Button, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { InvitedMember } from '../../server/contract/member.ts'
import type { Role } from '../../server/contract/role.ts'
import { fieldFaults } from '../dialogs/field-faults.ts'
import { FormFooter } from '../dialogs/form-footer.tsx'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { showFaults } from '../dialogs/show-faults.ts'
import { useChosenTenant } from '../session/chosen-tenant.tsx'
import { useViewer } from '../session/viewer.tsx'
import { OneTimeSecret } from '../subscriptions/one-time-secret.tsx'
import { TenantSelect } from '../tenants/tenant-select.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { rolesUpTo, roleWords } from './role-words.ts'

export function InviteButton() {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button leftSection={<IconPlus size={14} />} onClick={open}>
        Invite
      </Button>
      {opened && <InviteModal onClose={close} />}
    </>
  )
}

/** Mounted anew each time, so that no link of before lies in it. */
function InviteModal({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const { tenant } = useChosenTenant()
  const form = useForm({ initialValues: { email: '', role: 'viewer' as Role, tenant: tenant ?? '' } })
  const invite = useMutation(
    trpc.members.invite.mutationOptions({
      gcTime: 0,
      onSuccess: () => queryClient.invalidateQueries(trpc.members.pathFilter()),
      onError: (error) => showFaults(form, fieldFaults(error)),
    }),
  )
  if (invite.data) return <HandOver invited={invite.data} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title="Invite somebody" size="lg">
      <form
        noValidate
        onSubmit={form.onSubmit(({ email, role, tenant: of }) =>
          invite.mutate({ email: email.trim(), role, ...(!viewer.tenant && of ? { tenant: of } : {}) }),
        )}
      >
        <Stack gap="md">
          <TextInput
            label="Email"
            type="email"
            placeholder="ada@example.com"
            required
            data-autofocus
            {...form.getInputProps('email')}
          />
          {!viewer.tenant && (
            <TenantSelect label="Member of" none="The whole installation" {...form.getInputProps('tenant')} />
          )}
          <Radio.Group label="Role" {...form.getInputProps('role')}>
            <Stack gap={8} pt={6}>
              {rolesUpTo(viewer.role).map((role) => (
                <Radio
                  key={role}
                  size="xs"
                  value={role}
                  label={roleWords[role].label}
                  description={roleWords[role].description}
                />
              ))}
            </Stack>
          </Radio.Group>
          {invite.error && Object.keys(form.errors).length === 0 && <FormProblem error={invite.error} />}
          <FormFooter>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={invite.isPending}>
              Create link
            </Button>
          </FormFooter>
        </Stack>
      </form>
    </Modal>
  )
}

function HandOver({ invited, onClose }: { invited: InvitedMember; onClose: () => void }) {
  return (
    <OneTimeSecret title="Hand over this link" secret={invited.url} what="link" onClose={onClose}>
      {invited.ended_earlier_link && (
        <Text size="sm" c="var(--warn-ink)">
          {invited.email} was invited before. The earlier link does not work any more: only this one does.
        </Text>
      )}
      <Text size="sm" c="var(--ink-soft)">
        Give it to {invited.email} yourself: Postrider sends no mail. It works once, within seven days, and is not shown
        again. Whoever opens it first can set the password of the account.
      </Text>
    </OneTimeSecret>
  )
}
