import type { AttemptError } from '../../server/contract/delivery.ts'
import { attemptErrors } from '../../server/contract/delivery-words.ts'
import { FilterSelect } from '../table/filter-select.tsx'
import { errorWord } from './outcome.ts'

const errors = attemptErrors.map((value) => ({ value, label: errorWord(value) }))

/** Narrows a list to what failed for one reason. `width`: pixels. */
export function ErrorFilter({
  onChange,
  ...props
}: {
  width: number
  value: AttemptError | null
  onChange: (error: AttemptError | null) => void
}) {
  return (
    <FilterSelect
      label="Error"
      any="Any error"
      data={errors}
      onChange={(error) => onChange(error as AttemptError | null)}
      {...props}
    />
  )
}
