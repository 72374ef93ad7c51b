'use client'

import { Button, ColorInput, ColorSwatch, FileInput, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Tenant } from '../../server/contract/tenant.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { showFaults } from '../dialogs/show-faults.ts'
import { toastDone } from '../dialogs/toast.tsx'
import { AddressesInput } from '../fields/addresses-input.tsx'
import { PublishLimitInput } from '../fields/publish-limit-input.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'
import { changedOnly } from '../unsaved/changed-only.ts'
import { SaveBar } from '../unsaved/save-bar.tsx'
import { isChanged, useUnsaved } from '../unsaved/unsaved-changes.ts'
import { LogoPreview } from './logo-preview.tsx'
import { readLogo } from './read-logo.ts'

const valuesOf = (tenant: Tenant) => ({
  name: tenant.name,
  uid: tenant.uid ?? '',
  ipAllow: tenant.ip_allow,
  ipDeny: tenant.ip_deny,
  rate: tenant.publish_rate_per_second ?? ('' as number | ''),
  ancestors: tenant.frame_ancestors,
  accent: tenant.portal_theme?.accent ?? '',
  accentDark: tenant.portal_theme?.accent_dark ?? '',
  logo: tenant.portal_theme?.logo ?? '',
})

/** The button is a picture without words. */
const eyeDropperButtonProps = { 'aria-label': 'Pick a colour from the screen' }

/** What holds where a tenant has no colours of its own: `--accent` of tokens.css. */
const ours = { light: 'var(--mantine-color-iris-6)', dark: 'var(--mantine-color-iris-5)' }

/** An empty field shows the colour that holds instead. */
const swatchOf = (chosen: string, otherwise: string) =>
  chosen === '' ? { leftSection: <ColorSwatch size={18} color={otherwise} /> } : {}

type Values = ReturnType<typeof valuesOf>

/** The field of the form that a fault of the API belongs to. */
const fieldAt: [pointer: string, field: keyof Values][] = [
  ['/name', 'name'],
  ['/uid', 'uid'],
  ['/ip_allow', 'ipAllow'],
  ['/ip_deny', 'ipDeny'],
  ['/publish_rate_per_second', 'rate'],
  ['/frame_ancestors', 'ancestors'],
  ['/portal_theme/accent_dark', 'accentDark'],
  ['/portal_theme/accent', 'accent'],
  ['/portal_theme/logo', 'logo'],
]

function changeOf({ name, uid, rate, ipAllow, ipDeny, ancestors, accent, accentDark, logo }: Values) {
  const theme = {
    ...(accent && { accent }),
    ...(accentDark && { accent_dark: accentDark }),
    ...(logo && { logo }),
  }
  return {
    name,
    uid: uid.trim() || null,
    ip_allow: ipAllow,
    ip_deny: ipDeny,
    publish_rate_per_second: rate === '' ? null : rate,
    frame_ancestors: ancestors,
    portal_theme: Object.keys(theme).length > 0 ? theme : null,
  }
}

/** `onSaved`: after it is kept. `onCancel`: where there is a way out without saving. */
export function TenantForm(props: { tenant: Tenant; onSaved?: () => void; onCancel?: () => void }) {
  const { tenant, onSaved, onCancel } = props
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm({ initialValues: valuesOf(tenant) })
  const hasChanges = isChanged(form)
  useUnsaved(hasChanges)
  const update = useMutation(
    trpc.tenants.update.mutationOptions({
      onSuccess: async (saved) => {
        form.resetDirty(valuesOf(saved))
        form.reset()
        toastDone('Saved. Embedded portals that are open have it with their next page.')
        onSaved?.()
        await Promise.all([
          queryClient.invalidateQueries(trpc.tenants.pathFilter()),
          queryClient.invalidateQueries(trpc.me.tenants.queryFilter()),
        ])
      },
      onError: (error) => {
        const faults = problemOf(error).errors.flatMap(({ pointer, message }) => {
          const field = fieldAt.find(([start]) => pointer.startsWith(start))?.[1]
          return field ? [[field, message]] : []
        })
        showFaults(form, Object.fromEntries(faults))
      },
    }),
  )
  async function pickLogo(file: File | null) {
    if (!file) return
    await readLogo(file)
      .then((logo) => form.setFieldValue('logo', logo))
      .catch((error: Error) => form.setFieldError('logo', error.message))
  }
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        update.mutate({ id: tenant.id, ...changedOnly(changeOf(values), changeOf(form.getInitialValues())) }),
      )}
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <TextInput label="Name" description="Shown in the portal." required {...form.getInputProps('name')} />
          <TextInput
            label="Your own id (uid)"
            description="Accepted by the API wherever the tenant's id is."
            {...form.getInputProps('uid')}
          />
          <PublishLimitInput description="Events per second; empty: none." {...form.getInputProps('rate')} />
        </SimpleGrid>
        <AddressesInput
          label="Delivers only to"
          description="IP addresses or CIDR blocks. Empty: any address the operator allows."
          {...form.getInputProps('ipAllow')}
        />
        <AddressesInput
          label="Never delivers to"
          description="IP addresses or CIDR blocks, such as 203.0.113.0/24."
          {...form.getInputProps('ipDeny')}
        />
        <TagsInput
          label="May show the portal in a frame"
          description="Origins such as https://app.example.com or https://*.example.com. Empty: nobody."
          placeholder="https://app.example.com"
          {...form.getInputProps('ancestors')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <ColorInput
            label="Accent, light"
            description="Of the embedded portal; empty: ours."
            format="hex"
            eyeDropperButtonProps={eyeDropperButtonProps}
            {...swatchOf(form.values.accent, ours.light)}
            {...form.getInputProps('accent')}
          />
          <ColorInput
            label="Accent, dark"
            description="Empty: the same as in light."
            format="hex"
            eyeDropperButtonProps={eyeDropperButtonProps}
            {...swatchOf(form.values.accentDark, form.values.accent || ours.dark)}
            {...form.getInputProps('accentDark')}
          />
        </SimpleGrid>
        <FileInput
          label="Logo"
          description="PNG, JPEG, WebP or SVG, at most 47 KiB. Shown instead of our name."
          placeholder={form.values.logo ? 'Choose another' : 'Choose a picture'}
          accept="image/png,image/jpeg,image/webp,image/svg+xml"
          error={form.errors.logo}
          onChange={(file) => void pickLogo(file)}
        />
        {form.values.logo && <LogoPreview src={form.values.logo} onRemove={() => form.setFieldValue('logo', '')} />}
        {update.error && Object.keys(form.errors).length === 0 && <FormProblem error={update.error} />}
        <SaveBar isChanged={hasChanges} onDiscard={form.reset}>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={update.isPending} disabled={!hasChanges}>
            Save
          </Button>
        </SaveBar>
      </Stack>
    </form>
  )
}
