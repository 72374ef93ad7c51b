import { useState } from 'react'
import type { CodeClass } from '../../server/contract/delivery.ts'
import { codeClasses } from '../../server/contract/delivery-words.ts'
import { FilterSelect } from '../table/filter-select.tsx'
import type { DeliveryFilters } from './use-delivery-filters.ts'

const classes = codeClasses.map((value) => ({ value, label: value === 'none' ? 'No answer' : value }))

/** Picks what was answered: a class of codes, or one code by typing it. */
export function CodeSelect({ filters: { values, set } }: { filters: DeliveryFilters }) {
  const [typed, setTyped] = useState('')
  const exact = new Set([values.code, asCode(typed)].filter((code) => code !== null).map(String))
  return (
    <FilterSelect
      label="Code"
      any="Any code"
      width={110}
      searchable
      nothingFoundMessage="Type a code, like 503"
      data={[...classes, ...[...exact].map((code) => ({ value: code, label: code }))]}
      searchValue={typed}
      onSearchChange={setTyped}
      value={values.code === null ? values.code_class : String(values.code)}
      onChange={(value) => {
        const code = asCode(value ?? '')
        set({ code, code_class: code === null ? (value as CodeClass | null) : null })
      }}
    />
  )
}

function asCode(typed: string): number | null {
  return /^[1-5]\d\d$/.test(typed) ? Number(typed) : null
}
