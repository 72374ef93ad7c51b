'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { FilterChip } from './filter-chip.tsx'

/** What reads the filters of a list out of the URL. */
export type FilterParsers = Record<string, { parse: (text: string) => unknown }>

/** What the URL asks for and no filter of the list knows: without a word, a list would look as if it had been narrowed by it. */
export function UnknownFilters({ parsers }: { parsers: FilterParsers }) {
  const asked = useSearchParams()
  const router = useRouter()
  const path = usePathname()
  const unknown = [...asked].filter(([name, text]) => text.trim() !== '' && parsers[name]?.parse(text) === null)
  return unknown.map(([name, text]) => (
    <FilterChip
      key={name}
      name="Not known, left out"
      isFaulty
      onRemove={() => {
        const rest = new URLSearchParams([...asked].filter((pair) => pair[0] !== name))
        router.replace(`${path}?${rest}`)
      }}
    >
      {`${name}=${text}`}
    </FilterChip>
  ))
}
