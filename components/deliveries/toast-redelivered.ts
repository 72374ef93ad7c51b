import type { HeldReceiver } from '../../server/contract/held-receiver.ts'
import { toastQueued } from '../dialogs/toast.tsx'
import { waitingPage, waitingText } from './held-words.ts'

/** Says of `queued` deliveries, beyond `text`, which wait and why. `watch`: the page of the replay that works on them. */
export function toastRedelivered(text: string, queued: number, held: HeldReceiver[], watch?: string): void {
  const waiting = waitingText(queued, held)
  if (waiting === null) toastQueued(text, watch)
  else if (watch) toastQueued(`${text} ${waiting}`, watch)
  else toastQueued(`${text} ${waiting}`, waitingPage(held), 'See what waits')
}
