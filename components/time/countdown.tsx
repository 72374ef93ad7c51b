'use client'

import { useNow } from './now.ts'
import { duration } from './time-text.ts'

/** `in 1 h 59 min`, finer than a relative time and moving; past it, `now`. `to` is ISO 8601. */
export function Countdown({ to }: { to: string }) {
  const leftMs = Date.parse(to) - useNow()
  // To the second, as duration() has it: the milliseconds would only flicker.
  const text = leftMs <= 0 ? 'now' : `in ${duration(Math.ceil(leftMs / 1000) * 1000)}`
  return (
    <time dateTime={to} className="tabular" style={{ whiteSpace: 'nowrap' }} suppressHydrationWarning>
      {text}
    </time>
  )
}
