import { TagsInput, type TagsInputProps } from '@mantine/core'

/** Addresses and blocks of them; what is pasted with commas, spaces or lines becomes one each. */
export function AddressesInput(props: TagsInputProps) {
  return <TagsInput placeholder="203.0.113.0/24" splitChars={[',', ' ', '\n']} acceptValueOnBlur {...props} />
}
