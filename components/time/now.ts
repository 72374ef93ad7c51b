import { useSyncExternalStore } from 'react'

let current = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  if (document.hidden) return
  current = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** `current`, which stands still while nobody looks at it: whoever is first to look again begins with the second that is running. */
function read(): number {
  if (timer === undefined) current = Math.floor(Date.now() / 1000) * 1000
  return current
}

/** The time, once a second, one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, () => Date.now())
}

/** Whether that moment (Unix milliseconds) is over. Not yet while the page comes alive, so that it begins as the server drew it. */
export function useIsOver(at: number): boolean {
  return useSyncExternalStore(
    subscribe,
    () => read() > at,
    () => false,
  )
}

/** The same of a time as the API says it; null lies in the past. */
export function useIsAhead(at: string | null): boolean {
  const isOver = useIsOver(at === null ? Number.NEGATIVE_INFINITY : Date.parse(at))
  return at !== null && !isOver
}

const minuteOf = (ms: number) => Math.floor(ms / 60_000) * 60_000

/**
 * The minute that is running (Unix milliseconds), for what need not be drawn anew every second. `renderedAt`: when the server
 * rendered the page; the browser begins with its minute, or it would ask for something else than what the page brought along.
 */
export function useMinute(renderedAt: number): number {
  return useSyncExternalStore(
    subscribe,
    () => minuteOf(read()),
    () => minuteOf(renderedAt),
  )
}
