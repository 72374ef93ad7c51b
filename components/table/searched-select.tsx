import { type ComboboxItem, Select, type SelectProps } from '@mantine/core'

/** What is free to say about it. */
export type SearchedSelectLook = Omit<
  SelectProps,
  'data' | 'filter' | 'searchable' | 'onSearchChange' | 'nothingFoundMessage'
>

interface SearchedSelectProps extends SearchedSelectLook {
  /** What the server found for what was typed last. */
  found: ComboboxItem[]
  /** What is chosen: it stays known while others are searched for. */
  selected: ComboboxItem | null
  /** Stands before what was found. */
  first?: ComboboxItem[]
  /** The server has not answered yet. */
  isSearching: boolean
  /** What it says where nothing was found. */
  noneFound: string
  /** Empty: nothing but the name of what is chosen. */
  onType: (text: string) => void
}

/** Picks one of any number of things: more than the first are found by typing. */
export function SearchedSelect(props: SearchedSelectProps) {
  const { found, selected, first = [], onType, isSearching, noneFound, ...rest } = props
  const chosen = selected ?? first.find(({ value }) => value === (props.value ?? ''))
  const isFound = new Set(found.map(({ value }) => value))
  return (
    <Select
      searchable
      // Not over what is wrong with it.
      openOnFocus={!props.error}
      onSearchChange={(text) => onType(text === chosen?.label ? '' : text)}
      data={[...first, ...found, ...(selected && !isFound.has(selected.value) ? [selected] : [])]}
      filter={({ options, search }) =>
        search === '' ? options : options.filter((option) => 'value' in option && isFound.has(option.value))
      }
      nothingFoundMessage={isSearching ? 'Searching …' : noneFound}
      {...rest}
    />
  )
}
