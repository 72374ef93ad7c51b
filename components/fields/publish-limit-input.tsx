import type { NumberInputProps } from '@mantine/core'
import { BoundedNumberInput } from './bounded-number-input.tsx'

/** Events per second that a tenant or a key may publish. */
export function PublishLimitInput(props: NumberInputProps) {
  return <BoundedNumberInput label="Publish limit" min={1} max={1_000_000} allowDecimal={false} {...props} />
}
