import { FilterSelect } from '../table/filter-select.tsx'
import { useCatalogue } from './use-catalogue.ts'

/** Narrows a list to one type of the catalogue, whatever its version. `width`: pixels. */
export function EventTypeFilter(props: {
  width: number
  value: string | null
  onChange: (type: string | null) => void
}) {
  const catalogue = useCatalogue()
  const names = [...new Set(catalogue?.data.map(({ name }) => name))]
  return <FilterSelect label="Event type" any="Any event type" searchable data={names} {...props} />
}
