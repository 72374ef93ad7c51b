'use client'

import { useState } from 'react'
import { SearchForm } from '../table/search-form.tsx'

/** Finds deliveries by what their event says, `path:value`. */
export function PayloadField({
  value,
  onSearch,
}: {
  value: string | null
  onSearch: (payload: string | null) => void
}) {
  const [isFaulty, setIsFaulty] = useState(false)
  return (
    <SearchForm
      name="payload"
      value={value}
      onSearch={(text) => {
        const isRefused = text !== null && !/^[^:.]+(\.[^:.]+)*:/.test(text)
        setIsFaulty(isRefused)
        if (!isRefused) onSearch(text)
      }}
      label="Id, or what the payload says as path:value"
      placeholder="Id, or data.user.id:42"
      width={170}
      fault={isFaulty ? 'path:value, for example data.user.id:42' : undefined}
    />
  )
}
