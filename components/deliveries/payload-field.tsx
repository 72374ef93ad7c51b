'use client'

import { useState } from 'react'
import { SearchForm } from '../table/search-form.tsx'
import classes from './payload-field.module.css'
import { isPathValue } from './payload-text.ts'

/** Names have dots and no colon. */
const eventType = /^[a-z][\w-]*(\.[\w-]+)+$/i

/**
 * Finds deliveries by what their event says, `path:value`. The name of an event type is the filter of that type; anything else in
 * one word is taken for a correlation id.
 */
export function PayloadField({
  value,
  onSearch,
  onType,
  onCorrelation,
}: {
  value: string | null
  onSearch: (payload: string | null) => void
  onType: (type: string) => void
  onCorrelation: (id: string) => void
}) {
  const [refused, setRefused] = useState<string | null>(null)
  const shows = value === null ? '' : ` The list still shows ${value}.`

  function search(text: string | null) {
    const isRefused = text !== null && !isPathValue(text)
    setRefused(isRefused ? text : null)
    if (!isRefused) onSearch(text)
  }

  function take(text: string) {
    if (text === '' || /\s/.test(text) || isPathValue(text)) return false
    setRefused(null)
    if (eventType.test(text)) onType(text)
    else onCorrelation(text)
    return true
  }

  return (
    <SearchForm
      name="payload"
      value={value}
      onSearch={search}
      takes={take}
      label="Id, event type, correlation id, or what the payload says as path:value"
      placeholder="Id or data.id:42, then Enter"
      className={classes.field}
      fault={
        refused !== null && `An id, an event type, a correlation id, or path:value such as data.user.id:42.${shows}`
      }
    />
  )
}
