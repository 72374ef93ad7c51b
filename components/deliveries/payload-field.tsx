'use client'

import { useState } from 'react'
import { SearchForm } from '../table/search-form.tsx'

/** Names have dots and no colon. */
const eventType = /^[a-z][\w-]*(\.[\w-]+)+$/i

const pathValue = /^[^:.]+(\.[^:.]+)*:/

/** Finds deliveries by what their event says, `path:value`. The name of an event type is the filter of that type. */
export function PayloadField({
  value,
  onSearch,
  onType,
}: {
  value: string | null
  onSearch: (payload: string | null) => void
  onType: (type: string) => void
}) {
  const [isFaulty, setIsFaulty] = useState(false)

  function search(text: string | null) {
    const isRefused = text !== null && !pathValue.test(text)
    setIsFaulty(isRefused)
    if (!isRefused) onSearch(text)
  }

  function takeType(text: string) {
    const isType = eventType.test(text)
    if (isType) {
      setIsFaulty(false)
      onType(text)
    }
    return isType
  }

  return (
    <SearchForm
      name="payload"
      value={value}
      onSearch={search}
      takes={takeType}
      label="Id, event type, or what the payload says as path:value"
      placeholder="Id, or data.user.id:42"
      width={150}
      fault={isFaulty ? 'An id, an event type, or path:value such as data.user.id:42' : undefined}
    />
  )
}
