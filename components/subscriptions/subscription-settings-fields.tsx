'use client'

import { Radio, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import dynamic from 'next/dynamic'
import type { Subscription } from '../../server/contract/subscription.ts'
import { optionalPart } from '../early-input/optional-part.ts'
import { AddressesInput } from '../fields/addresses-input.tsx'
import { BoundedNumberInput } from '../fields/bounded-number-input.tsx'
import { monoInput } from '../fields/mono-input.ts'
import { type SubscriptionFormValues, typedSchedule } from './form-values.ts'

/** A picture of what is typed above it: it comes when the form can be used. */
const RetryTimeline = dynamic(() => optionalPart(async () => (await import('./retry-timeline.tsx')).RetryTimeline), {
  ssr: false,
  loading: () => <div style={{ height: 116 }} />,
})

/** Of new subscriptions only. */
const OwnSecretField = dynamic(async () => (await import('./own-secret-field.tsx')).OwnSecretField)

/** Of a subscription that says nothing else: server/contract/subscription.ts. */
const usualJitter = 0.2

/** How deliveries are sent. The defaults suit most receivers. */
export function SubscriptionSettingsFields(props: {
  form: UseFormReturnType<SubscriptionFormValues>
  /** As it is now; left out: what the installation does is not known here. */
  retry?: Subscription['retry'] | undefined
  isNew: boolean
}) {
  const { form, retry, isNew } = props
  const typed = typedSchedule(form.values.retrySchedule)
  const schedule = typed?.length === 0 ? (retry?.is_default ? retry.schedule : null) : typed
  const batch = form.values.mode === 'batch'
  return (
    <Stack gap="md" pt="md">
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <BoundedNumberInput label="Timeout" suffix=" s" min={0.1} max={120} {...form.getInputProps('timeoutSeconds')} />
        <BoundedNumberInput label="Requests at once" min={1} max={32} {...form.getInputProps('concurrency')} />
        <BoundedNumberInput
          label="Rate limit"
          suffix=" req/s"
          placeholder="none"
          min={1}
          max={10_000}
          {...form.getInputProps('perSecond')}
        />
      </SimpleGrid>
      <TextInput
        label="Retry schedule"
        description="Seconds before each retry. Left empty, the installation's schedule holds."
        placeholder="5 30 120 600 3600"
        {...form.getInputProps('retrySchedule')}
      />
      {schedule && <RetryTimeline schedule={schedule} jitter={retry?.jitter ?? usualJitter} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Radio.Group label="Order" {...form.getInputProps('order')}>
          <Stack gap={8} pt={6}>
            <Radio size="xs" value="none" label="As fast as possible" />
            <Radio size="xs" value="fifo" label="Strictly in order (fifo); a failing delivery blocks the next" />
          </Stack>
        </Radio.Group>
        <Radio.Group label="Requests" {...form.getInputProps('mode')}>
          <Stack gap={8} pt={6}>
            <Radio size="xs" value="single" label="One event each" />
            <Radio size="xs" value="batch" label="Several events in one request" />
          </Stack>
        </Radio.Group>
      </SimpleGrid>
      {batch && (
        <>
          <Text size="xs" c="dimmed">
            The body is then {'{ "batch_id": …, "events": [ … ] }'}, also where only one event waits. The receiver
            answers for all of them.
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <BoundedNumberInput
              label="Events per request, at most"
              min={1}
              max={1000}
              {...form.getInputProps('maxEvents')}
            />
            <BoundedNumberInput
              label="Wait for more"
              suffix=" ms"
              min={0}
              max={60_000}
              {...form.getInputProps('maxWaitMs')}
            />
          </SimpleGrid>
        </>
      )}
      <Textarea
        label="Headers"
        description="Sent with every request: Name: value, one a line."
        placeholder="X-Team: search"
        autosize
        minRows={2}
        styles={monoInput}
        {...form.getInputProps('headers')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <AddressesInput
          label="Delivers only to"
          description="IP addresses or CIDR blocks. Empty: any address."
          {...form.getInputProps('ipAllow')}
        />
        <AddressesInput
          label="Never delivers to"
          description="IP addresses or CIDR blocks, such as 203.0.113.0/24."
          {...form.getInputProps('ipDeny')}
        />
      </SimpleGrid>
      {isNew && <OwnSecretField {...form.getInputProps('secret')} />}
      <Switch
        label="Redeliver automatically after an outage"
        description="No connection, a timeout or a 5xx: its dead letters follow at the first success after the outage."
        {...form.getInputProps('autoRedeliver', { type: 'checkbox' })}
      />
    </Stack>
  )
}
