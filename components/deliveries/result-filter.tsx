import { useState } from 'react'
import type { AttemptError, CodeClass } from '../../server/contract/delivery.ts'
import { attemptErrors, codeClasses } from '../../server/contract/delivery-words.ts'
import { FilterSelect } from '../table/filter-select.tsx'
import { errorOptions } from './outcome.ts'
import type { DeliveryFilters } from './use-delivery-filters.ts'

const codes = codeClasses.map((value) => ({ value, label: value === 'none' ? 'No answer' : value }))
const isError = (value: string): value is AttemptError => (attemptErrors as readonly string[]).includes(value)

/** Picks what came of it: a class of codes, one code by typing it, or why there was none. */
export function ResultFilter({ width, filters: { values, set } }: { width: number; filters: DeliveryFilters }) {
  const [typed, setTyped] = useState('')
  const exact = new Set([values.code, asCode(typed)].filter((code) => code !== null).map(String))
  return (
    <FilterSelect
      label="Result"
      any="Any result"
      width={width}
      searchable
      comboboxProps={{ width: 290, position: 'bottom-start' }}
      nothingFoundMessage="Type a code, like 503"
      data={[
        {
          group: 'Answer: a class, or type a code like 503',
          items: [...codes, ...[...exact].map((code) => ({ value: code, label: code }))],
        },
        { group: 'Failure', items: errorOptions },
      ]}
      searchValue={typed}
      onSearchChange={setTyped}
      value={values.code === null ? (values.code_class ?? values.error) : String(values.code)}
      onChange={(value) => set({ code: null, code_class: null, error: null, ...chosen(value) })}
    />
  )
}

function chosen(value: string | null) {
  if (value === null) return {}
  const code = asCode(value)
  if (code !== null) return { code }
  return isError(value) ? { error: value } : { code_class: value as CodeClass }
}

function asCode(typed: string): number | null {
  return /^[1-5]\d\d$/.test(typed) ? Number(typed) : null
}
