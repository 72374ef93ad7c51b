'use client'

import { Group, PasswordInput, SegmentedControl, Select, Text, Textarea, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { monoInput } from '../fields/mono-input.ts'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import classes from './signature-debugger.module.css'
import type { PastedRequest } from './use-diagnosis.ts'

/** What was received, and what it was verified with. */
export function DebuggerForm(props: { value: PastedRequest; onChange: (change: Partial<PastedRequest>) => void }) {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const { data } = useQuery(trpc.subscriptions.list.queryOptions({ limit: 100, ...tenant }, { staleTime: 60_000 }))
  const { value, onChange } = props
  const known = data?.data.map(({ id, url }) => ({ value: id, label: url })) ?? []
  const isKnown = value.subscription === '' || known.some((each) => each.value === value.subscription)
  const options = isKnown ? known : [{ value: value.subscription, label: value.subscription }, ...known]
  return (
    <div className={classes.form}>
      <Textarea
        label="Headers"
        description="As the receiver got them: lines, JSON or from a cURL command."
        placeholder={'X-PT-Signature: t=1790000000,v1=…'}
        autosize
        minRows={4}
        maxRows={12}
        styles={monoInput}
        value={value.headers}
        onChange={(event) => onChange({ headers: event.currentTarget.value })}
      />
      <div>
        <Group justify="space-between" mb={4}>
          <Text component="label" htmlFor="received-body" size="sm" fw="var(--mantine-font-weight-medium)">
            Body
          </Text>
          <SegmentedControl
            size="xs"
            aria-label="How the body is written"
            value={value.encoding}
            onChange={(encoding) => onChange({ encoding: encoding as PastedRequest['encoding'] })}
            data={[
              { value: 'utf-8', label: 'Text' },
              { value: 'base64', label: 'Base64' },
            ]}
          />
        </Group>
        <Textarea
          id="received-body"
          autosize
          minRows={6}
          maxRows={18}
          placeholder="Byte for byte, before any parsing"
          styles={monoInput}
          value={value.body}
          onChange={(event) => onChange({ body: event.currentTarget.value })}
        />
      </div>
      <PasswordInput
        label="Secret that the receiver verifies with"
        description={
          <Group component="span" gap={5} wrap="nowrap" align="center" style={{ display: 'inline-flex' }}>
            <IconLock size={13} aria-hidden /> Stays in this browser: it is checked here and never sent.
          </Group>
        }
        placeholder="whsec_…"
        autoComplete="off"
        styles={monoInput}
        value={value.secret}
        onChange={(event) => onChange({ secret: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label="Subscription"
          description="To compare with its own secret."
          placeholder="None"
          clearable
          searchable
          data={options}
          value={value.subscription || null}
          onChange={(subscription) => onChange({ subscription: subscription ?? '' })}
        />
        <TextInput
          label="Received at"
          description="Empty means now."
          placeholder="2026-01-31T12:00:00Z"
          value={value.receivedAt}
          error={value.receivedAt !== '' && Number.isNaN(Date.parse(value.receivedAt)) ? 'Write it as ISO 8601.' : null}
          onChange={(event) => onChange({ receivedAt: event.currentTarget.value })}
        />
      </Group>
    </div>
  )
}
