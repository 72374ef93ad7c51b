import { Select, type SelectProps } from '@mantine/core'

/** One filter of a list; cleared, it says what it lets through. `width`: pixels, on a phone it takes the place there is. */
export function FilterSelect({
  label,
  any,
  width,
  ...rest
}: Omit<SelectProps, 'label' | 'placeholder' | 'size' | 'w' | 'clearable'> & {
  label: string
  any: string
  width: number
}) {
  return <Select size="xs" w={{ base: '100%', sm: width }} clearable placeholder={any} aria-label={label} {...rest} />
}
