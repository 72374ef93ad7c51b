import type { AttemptError } from '../../server/contract/delivery.ts'
import { FilterSelect } from '../table/filter-select.tsx'
import { errorOptions } from './outcome.ts'

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
      label="Reason"
      any="Any reason"
      data={errorOptions}
      onChange={(error) => onChange(error as AttemptError | null)}
      {...props}
    />
  )
}
