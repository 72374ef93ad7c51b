'use client'

import { Tooltip } from '@mantine/core'
import { useNow } from './now.ts'
import { exactTime, relativeTime } from './time-text.ts'

/** How long ago, or in how long; the exact time on hover and focus. `at` is ISO 8601. */
export function RelativeTime({ at, fallback = '—' }: { at: string | null; fallback?: string }) {
  const now = useNow()
  if (!at) return <span style={{ color: 'var(--ink-faint)' }}>{fallback}</span>
  const atMs = Date.parse(at)
  // Server and browser render a moment apart: the difference is not worth a warning.
  return (
    <Tooltip label={<ExactTime atMs={atMs} iso={at} />}>
      <time dateTime={at} suppressHydrationWarning style={{ whiteSpace: 'nowrap' }}>
        {relativeTime(atMs, now)}
      </time>
    </Tooltip>
  )
}

/** When something is due. What is overdue is not "ago": it waits for its turn. */
export function DueTime({ at }: { at: string }) {
  const now = useNow()
  if (Date.parse(at) > now) return <RelativeTime at={at} />
  return <span suppressHydrationWarning>now</span>
}

function ExactTime({ atMs, iso }: { atMs: number; iso: string }) {
  return (
    <span className="tabular">
      {exactTime(atMs)}
      <br />
      {iso.replace('T', ' ').replace('Z', ' UTC')}
    </span>
  )
}
