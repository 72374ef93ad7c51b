'use client'

import {
  Anchor,
  Button,
  Collapse,
  Group,
  Modal,
  MultiSelect,
  Radio,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Scope } from '../../server/contract/scopes.ts'
import { FormFooter } from '../dialogs/form-footer.tsx'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { showFaults } from '../dialogs/show-faults.ts'
import { useChosenTenant } from '../session/chosen-tenant.tsx'
import { useViewer } from '../session/viewer.tsx'
import { OneTimeSecret } from '../subscriptions/one-time-secret.tsx'
import { TenantSelect } from '../tenants/tenant-select.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'
import { keyFaults } from './key-faults.ts'
import { KeyLimits } from './key-limits.tsx'
import { keyPresets } from './key-presets.ts'
import { scopeWords } from './scope-words.ts'

const lifetimes = [
  { value: 'never', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
]

export function NewKeyButton() {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button leftSection={<IconPlus size={14} />} onClick={open}>
        New key
      </Button>
      {opened && <NewKeyModal onClose={close} />}
    </>
  )
}

/** Mounted anew each time, so that no key of before lies in it. */
function NewKeyModal({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const { tenant } = useChosenTenant()
  const create = useMutation(
    trpc.keys.create.mutationOptions({
      gcTime: 0,
      onSuccess: () => queryClient.invalidateQueries(trpc.keys.pathFilter()),
    }),
  )
  const form = useForm({
    initialValues: {
      name: '',
      preset: 'publish',
      scopes: [] as string[],
      tenant: tenant ?? '',
      expires: 'never',
      allowed_ips: [] as string[],
      require_signature: false,
      publish_rate_per_second: '' as number | '',
    },
  })
  const [hasMore, { open, toggle }] = useDisclosure(false)
  const granted = (
    form.values.preset === 'custom' ? form.values.scopes : (keyPresets[form.values.preset]?.scopes ?? [])
  )
    // Nobody can give what they do not have; the server would refuse the whole key.
    .filter((scope) => viewer.scopes.includes(scope as Scope)) as Scope[]

  async function submit() {
    const {
      name,
      tenant: boundTo,
      expires,
      allowed_ips,
      require_signature,
      publish_rate_per_second: rate,
    } = form.values
    const days = Number(expires)
    await create
      .mutateAsync({
        name,
        scopes: granted,
        allowed_ips,
        require_signature,
        ...(rate !== '' && { publish_rate_per_second: rate }),
        ...(!viewer.tenant && boundTo ? { tenant: boundTo } : {}),
        ...(days > 0 ? { expires_at: new Date(Date.now() + days * 86_400_000).toISOString() } : {}),
      })
      .catch((error) => {
        const faults = keyFaults(problemOf(error).errors, allowed_ips)
        if (Object.keys(faults).some((field) => !['name', 'scopes'].includes(field))) open()
        showFaults(form, faults)
      })
  }

  if (create.data) {
    return (
      <OneTimeSecret title="Your new API key" secret={create.data.key} what="API key" onClose={onClose}>
        <Text size="sm" c="var(--ink-soft)">
          Copy it now. It is stored as a hash only and cannot be shown again.
        </Text>
      </OneTimeSecret>
    )
  }
  return (
    <Modal opened onClose={onClose} title="New API key" size="lg">
      <form onSubmit={form.onSubmit(() => void submit())} noValidate>
        <Stack gap="md">
          <TextInput
            label="Name"
            placeholder="Which program uses it"
            required
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Radio.Group label="Access" {...form.getInputProps('preset')}>
            <Stack gap={8} pt={6}>
              {Object.entries(keyPresets).map(([value, preset]) => (
                <Radio key={value} size="xs" value={value} label={preset.label} description={preset.description} />
              ))}
              <Radio size="xs" value="custom" label="Chosen scopes" />
            </Stack>
          </Radio.Group>
          {form.values.preset === 'custom' && (
            <MultiSelect
              label="Scopes"
              searchable
              data={viewer.scopes.map((value) => ({ value, label: `${scopeWords[value]} (${value})` }))}
              {...form.getInputProps('scopes')}
            />
          )}
          <Group grow align="flex-start">
            {!viewer.tenant && <TenantSelect label="Bound to" none="All tenants" {...form.getInputProps('tenant')} />}
            <Select label="Expires" data={lifetimes} allowDeselect={false} {...form.getInputProps('expires')} />
          </Group>
          <Anchor component="button" type="button" size="sm" aria-expanded={hasMore} onClick={toggle} w="fit-content">
            More: addresses, signatures, limit
          </Anchor>
          <Collapse expanded={hasMore}>
            <KeyLimits form={form} />
          </Collapse>
          {create.error && Object.keys(form.errors).length === 0 && <FormProblem error={create.error} />}
          <FormFooter>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create key
            </Button>
          </FormFooter>
        </Stack>
      </form>
    </Modal>
  )
}
