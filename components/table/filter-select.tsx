import { Select, type SelectProps } from '@mantine/core'

export interface FilterLook {
  label: string
  /** What it says when it lets everything through. */
  any: string
  /** Pixels it has at least; on a phone it takes the place there is. */
  width: number
}

/** How a filter of a list looks, whatever it chooses from. */
export function filterLook({ label, any, width }: FilterLook) {
  return {
    size: 'xs',
    clearable: true,
    placeholder: any,
    'aria-label': label,
    styles: { input: { textOverflow: 'ellipsis' } },
    flex: `1 1 ${width}px`,
    maw: { base: 'none', sm: width + 40 },
  } as const
}

/** One filter of a list; cleared, it says what it lets through. */
export function FilterSelect({
  label,
  any,
  width,
  ...rest
}: Omit<SelectProps, 'label' | 'placeholder' | 'size' | 'clearable'> & FilterLook) {
  return <Select {...filterLook({ label, any, width })} {...rest} />
}
