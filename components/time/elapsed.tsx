'use client'

import { useNow } from './now.ts'
import { duration } from './time-text.ts'

/** How long something goes on already, in whole seconds. `since` is ISO 8601. */
export function Elapsed({ since }: { since: string }) {
  const seconds = Math.max(0, Math.floor((useNow() - Date.parse(since)) / 1000))
  return <span suppressHydrationWarning>{seconds === 0 ? 'a moment' : duration(seconds * 1000)}</span>
}
