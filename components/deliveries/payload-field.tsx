'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useState } from 'react'
import { useMay } from '../session/viewer.tsx'
import { SearchForm } from '../table/search-form.tsx'
import classes from './payload-field.module.css'
import { isPathValue } from './payload-text.ts'

/** Names have dots and no colon. */
const eventType = /^[a-z][\w-]*(\.[\w-]+)+$/i

/**
 * Finds deliveries by what their event says, `path:value`. The name of an event type is the filter of that type; anything else in
 * one word may be a correlation id, by which events are found.
 */
export function PayloadField({
  value,
  onSearch,
  onType,
}: {
  value: string | null
  onSearch: (payload: string | null) => void
  onType: (type: string) => void
}) {
  const mayRead = useMay('events:read')
  const [refused, setRefused] = useState<string | null>(null)
  const isWord = refused !== null && !/\s/.test(refused)
  const shows = value === null ? '' : ` The list still shows ${value}.`

  function search(text: string | null) {
    const isRefused = text !== null && !isPathValue(text)
    setRefused(isRefused ? text : null)
    if (!isRefused) onSearch(text)
  }

  function takeType(text: string) {
    const isType = eventType.test(text)
    if (isType) {
      setRefused(null)
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
      placeholder="Id or data.id:42, then Enter"
      className={classes.field}
      fault={
        refused !== null && (
          <>
            An id, an event type, or path:value such as data.user.id:42.{shows}{' '}
            {isWord && mayRead && (
              <Anchor
                component={Link}
                href={`/events?correlation_id=${encodeURIComponent(refused)}`}
                inherit
                underline="always"
              >
                Events with this correlation id
              </Anchor>
            )}
          </>
        )
      }
    />
  )
}
