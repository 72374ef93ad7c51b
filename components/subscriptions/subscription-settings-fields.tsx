'use client'

import { NumberInput, Radio, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { SubscriptionFormValues } from './form-values.ts'

/** How deliveries are sent. The defaults suit most receivers. */
export function SubscriptionSettingsFields({ form }: { form: UseFormReturnType<SubscriptionFormValues> }) {
  const batch = form.values.mode === 'batch'
  return (
    <Stack gap="md" pt="md">
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <NumberInput label="Timeout" suffix=" s" min={0.1} max={120} {...form.getInputProps('timeoutSeconds')} />
        <NumberInput label="Requests at once" min={1} max={32} {...form.getInputProps('concurrency')} />
        <NumberInput label="Rate limit" suffix=" / s" placeholder="none" min={1} {...form.getInputProps('perSecond')} />
      </SimpleGrid>
      <TextInput
        label="Retry schedule"
        description="Seconds before each retry. Left empty, the installation's schedule holds."
        placeholder="5 30 120 600 3600"
        {...form.getInputProps('retrySchedule')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Radio.Group label="Order" {...form.getInputProps('order')}>
          <Stack gap={8} pt={6}>
            <Radio size="xs" value="none" label="As fast as possible" />
            <Radio size="xs" value="fifo" label="Strictly in order; a failing delivery blocks the next" />
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
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <NumberInput label="Events per request, at most" min={1} max={1000} {...form.getInputProps('maxEvents')} />
          <NumberInput label="Wait for more" suffix=" ms" min={0} max={60_000} {...form.getInputProps('maxWaitMs')} />
        </SimpleGrid>
      )}
      <Textarea
        label="Headers"
        description="Sent with every request, one a line."
        placeholder="X-Team: search"
        autosize
        minRows={2}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
        {...form.getInputProps('headers')}
      />
      <Switch
        label="Send again by itself what died while the receiver was away"
        {...form.getInputProps('autoRedeliver', { type: 'checkbox' })}
      />
    </Stack>
  )
}
