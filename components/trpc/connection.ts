import type { TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { useSyncExternalStore } from 'react'
import type { AppRouter } from '../../server/trpc/router.ts'
import { problemOf } from './problem.ts'

/** Unix milliseconds of the first question that got no answer; null: the last one got one. Of this browser tab. */
let awaySince: number | null = null
const listeners = new Set<() => void>()

/** Whether Postrider answers at all; a refusal is an answer. What was on its way when the network went says nothing of now. */
export function setAnswering(isAnswering: boolean): void {
  if (isAnswering && !navigator.onLine) return
  const next = isAnswering ? null : (awaySince ?? Date.now())
  if (next === awaySince) return
  awaySince = next
  for (const tell of listeners) tell()
}

function listen(tell: () => void) {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Since when Postrider has not answered (Unix milliseconds); null: it does. */
export function useAwaySince(): number | null {
  return useSyncExternalStore(
    listen,
    () => awaySince,
    () => null,
  )
}

/** Notes of every question whether it was answered. One that was called off says nothing. */
export const connectionLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (answer) => {
          setAnswering(true)
          observer.next(answer)
        },
        error: (error) => {
          if (!op.signal?.aborted && !isLeaving) setAnswering(problemOf(error).code !== 'offline')
          observer.error(error)
        },
        complete: () => observer.complete(),
      }),
    )

/** A page that is left calls off what it asked. */
let isLeaving = false
if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => (isLeaving = true))
  // Without a network nothing is asked any more, and so nothing fails.
  window.addEventListener('offline', () => setAnswering(false))
}
