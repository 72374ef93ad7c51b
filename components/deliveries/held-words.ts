import type { HeldReceiver } from '../../server/contract/held-receiver.ts'
import { count } from '../overview/figures.ts'
import { outcomeText } from './outcome.ts'

/** Why what is sent again to a receiver waits; times come behind it. */
export function heldSentence(held: Pick<HeldReceiver, 'reason' | 'code' | 'error'>): string {
  if (held.reason === 'paused') return 'It is paused: they wait until it is resumed'
  if (held.reason === 'retry_after') return 'This receiver asked to wait with Retry-After: they wait for so long'
  const outcome = outcomeText(held)
  return `This receiver is failing now${outcome ? ` (${outcome})` : ''}: they wait until it answers`
}

const causes: Record<HeldReceiver['reason'], (host: string) => string> = {
  paused: (host) => `${host} is paused`,
  circuit_open: (host) => `the circuit of ${host} is open`,
  retry_after: (host) => `${host} asked to wait`,
}

/** What a toast adds to `queued`: `They wait: the circuit of example.com is open.`; null: nothing waits. */
export function waitingText(queued: number, held: HeldReceiver[]): string | null {
  const [first] = held
  if (!first || queued === 0) return null
  const waiting = held.reduce((sum, { count }) => sum + count, 0)
  const who = waiting < queued ? `${count(waiting)} of them wait` : queued === 1 ? 'It waits' : 'They wait'
  const why = held.length === 1 ? causes[first.reason](new URL(first.url).host) : `${held.length} receivers are held`
  return `${who}: ${why}.`
}

/** The page of what waits. */
export function waitingPage(held: HeldReceiver[]): string {
  const [first] = held
  return `/deliveries?status=waiting${first && held.length === 1 ? `&subscription=${first.subscription}` : ''}`
}
