'use client'

import { useSyncExternalStore } from 'react'
import { exactTime } from './time-text.ts'

const never = () => () => undefined

/** The exact time where the reader is. The server does not know where that is and writes UTC until the page is alive. */
export function ExactTimeText({ at }: { at: string }) {
  const text = useSyncExternalStore(
    never,
    () => exactTime(Date.parse(at)),
    () => at.replace('T', ' ').replace('Z', ' UTC'),
  )
  return <time dateTime={at}>{text}</time>
}
