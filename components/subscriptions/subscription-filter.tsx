import { useState } from 'react'
import { filterLook } from '../table/filter-select.tsx'
import { SearchedSelect } from '../table/searched-select.tsx'
import { useSubscriptionOptions } from './use-subscription-options.ts'

/** Narrows a list to what goes to one subscription. `width`: pixels. */
export function SubscriptionFilter({
  width,
  ...props
}: {
  width: number
  value: string | null
  onChange: (subscription: string | null) => void
}) {
  const [search, setSearch] = useState('')
  const [isOpened, setIsOpened] = useState(false)
  const options = useSubscriptionOptions(props.value, search, isOpened)
  return (
    <SearchedSelect
      {...filterLook({ label: 'Subscription', any: 'Any subscription', width })}
      noneFound="No subscription matches"
      onType={setSearch}
      onDropdownOpen={() => setIsOpened(true)}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
      {...options}
      {...props}
    />
  )
}
