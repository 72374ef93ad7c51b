'use client'

import { Button, ColorInput, FileInput, Group, Paper, Stack, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Tenant } from '../../server/contract/tenant.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { toastDone } from '../dialogs/toast.tsx'
import { BoundedNumberInput } from '../fields/bounded-number-input.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'
import { LogoPreview } from './logo-preview.tsx'
import { readLogo } from './read-logo.ts'

const valuesOf = (tenant: Tenant) => ({
  name: tenant.name,
  rate: tenant.publish_rate_per_second ?? ('' as number | ''),
  ancestors: tenant.frame_ancestors,
  accent: tenant.portal_theme?.accent ?? '',
  accentDark: tenant.portal_theme?.accent_dark ?? '',
  logo: tenant.portal_theme?.logo ?? '',
})

/** The button is a picture without words. */
const eyeDropperButtonProps = { 'aria-label': 'Pick a colour from the screen' }

type Values = ReturnType<typeof valuesOf>

/** The field of the form that a fault of the API belongs to. */
const fieldAt: [pointer: string, field: keyof Values][] = [
  ['/name', 'name'],
  ['/publish_rate_per_second', 'rate'],
  ['/frame_ancestors', 'ancestors'],
  ['/portal_theme/accent_dark', 'accentDark'],
  ['/portal_theme/accent', 'accent'],
  ['/portal_theme/logo', 'logo'],
]

function changeOf({ name, rate, ancestors, accent, accentDark, logo }: Values) {
  const theme = {
    ...(accent && { accent }),
    ...(accentDark && { accent_dark: accentDark }),
    ...(logo && { logo }),
  }
  return {
    name,
    publish_rate_per_second: rate === '' ? null : rate,
    frame_ancestors: ancestors,
    portal_theme: Object.keys(theme).length > 0 ? theme : null,
  }
}

export function TenantForm({ tenant }: { tenant: Tenant }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm({ initialValues: valuesOf(tenant) })
  const update = useMutation(
    trpc.tenants.update.mutationOptions({
      onSuccess: async () => {
        toastDone('Saved. Embedded portals that are open have it with their next page.')
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
        form.setErrors(Object.fromEntries(faults))
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
    <Paper p={{ base: 'md', sm: 'lg' }} maw={760}>
      <form noValidate onSubmit={form.onSubmit((values) => update.mutate({ id: tenant.id, ...changeOf(values) }))}>
        <Stack gap="md">
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <TextInput
              label="Name"
              description="Shown in the portal."
              required
              miw={220}
              {...form.getInputProps('name')}
            />
            <BoundedNumberInput
              label="Publish limit"
              description="Events per second; empty: none."
              min={1}
              max={1_000_000}
              allowDecimal={false}
              miw={220}
              {...form.getInputProps('rate')}
            />
          </Group>
          <TagsInput
            label="May show the portal in a frame"
            description="Origins such as https://app.example.com or https://*.example.com. Empty: nobody."
            placeholder="https://app.example.com"
            {...form.getInputProps('ancestors')}
          />
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <ColorInput
              label="Accent, light"
              description="Of the embedded portal; empty: ours."
              format="hex"
              eyeDropperButtonProps={eyeDropperButtonProps}
              miw={220}
              {...form.getInputProps('accent')}
            />
            <ColorInput
              label="Accent, dark"
              description="Empty: the same as in light."
              format="hex"
              eyeDropperButtonProps={eyeDropperButtonProps}
              miw={220}
              {...form.getInputProps('accentDark')}
            />
          </Group>
          <FileInput
            label="Logo"
            description="PNG, JPEG, WebP or SVG, at most 48 kB. Shown instead of our name."
            placeholder={form.values.logo ? 'Choose another' : 'Choose a picture'}
            accept="image/png,image/jpeg,image/webp,image/svg+xml"
            error={form.errors.logo}
            onChange={(file) => void pickLogo(file)}
          />
          {form.values.logo && <LogoPreview src={form.values.logo} onRemove={() => form.setFieldValue('logo', '')} />}
          {update.error && Object.keys(form.errors).length === 0 && <FormProblem error={update.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={update.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
