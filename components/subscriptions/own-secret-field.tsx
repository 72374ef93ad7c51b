import { PasswordInput, type PasswordInputProps } from '@mantine/core'

/** The signing secret of a receiver that has one already. */
export function OwnSecretField(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="Signing secret"
      description="For a receiver that has one already. Left empty, one is made and shown to you."
      placeholder="whsec_…"
      autoComplete="off"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
      {...props}
    />
  )
}
