'use client'

import { Tooltip } from '@mantine/core'
import { useBrowserText } from '../hydration/use-browser-text.ts'
import { useNow } from './now.ts'
import { exactTime, relativeTime } from './time-text.ts'

/** How long ago, the moment where that is more than a day, or in how long; the exact time on hover. `at` is ISO 8601. */
export function RelativeTime({ at, fallback = '—' }: { at: string | null; fallback?: string }) {
  if (!at) return <span style={{ color: 'var(--ink-faint)' }}>{fallback}</span>
  return <PastOrFuture at={at} />
}

/** The server does not know where the reader is and writes UTC until the page is alive. */
function PastOrFuture({ at }: { at: string }) {
  const now = useNow()
  const text = useBrowserText(
    () => relativeTime(Date.parse(at), now),
    () => relativeTime(Date.parse(at), now, 'UTC'),
  )
  return <TimeText at={at} text={text} />
}

/** When something is due. What is overdue is not "ago": it waits for its turn. */
export function DueTime({ at }: { at: string }) {
  const now = useNow()
  const atMs = Date.parse(at)
  return <TimeText at={at} text={atMs - now < 1000 ? 'now' : relativeTime(atMs, now)} />
}

/** Server and browser render a moment apart: the same element with another text, which is not worth a warning. */
function TimeText({ at, text }: { at: string; text: string }) {
  return (
    <Tooltip label={<ExactTime atMs={Date.parse(at)} iso={at} />}>
      <time dateTime={at} suppressHydrationWarning style={{ whiteSpace: 'nowrap' }}>
        {text}
      </time>
    </Tooltip>
  )
}

/** The reader's time with its zone, then that of UTC, as records have it: once where they are the same. */
function ExactTime({ atMs, iso }: { atMs: number; iso: string }) {
  const isUtc = new Date(atMs).getTimezoneOffset() === 0
  return (
    <span className="tabular">
      {!isUtc && (
        <>
          {exactTime(atMs)} {new Intl.DateTimeFormat().resolvedOptions().timeZone}
          <br />
        </>
      )}
      {iso.replace('T', ' ').replace('Z', ' UTC')}
    </span>
  )
}
