'use client'

import { useBrowserText } from '../hydration/use-browser-text.ts'
import { exactSecond, exactTime } from './time-text.ts'

/** `2026-11-23 21:43` */
const minuteLength = 16

/** The exact time where the reader is, or to the minute or the second. The server does not know where that is and writes UTC until the page is alive. */
export function ExactTimeText({ at, toMinute, toSecond }: { at: string; toMinute?: true; toSecond?: true }) {
  const text = useBrowserText(
    () => (toSecond ? exactSecond : exactTime)(Date.parse(at)).slice(0, toMinute && minuteLength),
    () => at.replace('T', ' ').replace('Z', ' UTC'),
  )
  return <time dateTime={at}>{text}</time>
}
