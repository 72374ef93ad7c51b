import { Checkbox, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { AddressesInput } from '../fields/addresses-input.tsx'
import { PublishLimitInput } from '../fields/publish-limit-input.tsx'

export interface KeyLimitValues {
  allowed_ips: string[]
  require_signature: boolean
  publish_rate_per_second: number | ''
}

/** What narrows a key beyond its scopes. */
export function KeyLimits<Values extends KeyLimitValues>({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <Stack gap="md">
      <AddressesInput
        label="May be used from"
        description="IP addresses or CIDR blocks. Empty: from anywhere."
        {...form.getInputProps('allowed_ips')}
      />
      <Checkbox
        size="xs"
        label="Requests must be signed"
        description="Each must carry X-PT-Signature over its body, made with the key itself as the secret."
        {...form.getInputProps('require_signature', { type: 'checkbox' })}
      />
      <PublishLimitInput
        description="Events per second; empty: none of its own."
        maw={240}
        {...form.getInputProps('publish_rate_per_second')}
      />
    </Stack>
  )
}
