import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { monoInput } from '../fields/mono-input.ts'

/** The signing secret of a receiver that has one already. */
export function OwnSecretField(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="Signing secret"
      description="For a receiver that has one already. Left empty, one is created and shown to you."
      placeholder="whsec_…"
      autoComplete="off"
      styles={monoInput}
      {...props}
    />
  )
}
