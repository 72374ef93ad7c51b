import type { Alert } from '../../server/contract/alert.ts'
import { alertTitle } from '../../server/contract/alert-titles.ts'
import { outcomeText } from '../deliveries/outcome.ts'
import { spanWords } from '../time/span-words.ts'
import { duration } from '../time/time-text.ts'

interface Advice {
  advice: string
  /** What resuming does, for those who may. */
  resume?: string
}

/** What to do about each kind of alert. */
const known: Record<string, Advice> = {
  circuit_open: {
    advice: 'Look at the last result and fix the receiver. Probes try it again automatically.',
    resume: 'Resume to try at once.',
  },
  dead_letters_growing: {
    advice: 'Find out what the receiver answered, fix it, then redeliver the dead letters of the subscription.',
  },
  oldest_waiting: {
    advice:
      'The receiver answers slower than events come. Raise its concurrency or rate in the settings, use batches, or make it answer first and work later.',
  },
  subscription_disabled: {
    advice: 'New events pass it by; what waited before is kept.',
    resume: 'Fix the receiver, resume the subscription, then replay what it missed.',
  },
}

export function alertWords(
  { kind, resolved_at }: Pick<Alert, 'kind' | 'resolved_at'>,
  mayResume: boolean,
): { title: string; advice: string } {
  const { advice, resume } = known[kind] ?? { advice: 'Look at the subscription.' }
  return {
    title: alertTitle({ kind, isResolved: resolved_at !== null }),
    advice: mayResume && resume ? `${advice} ${resume}` : advice,
  }
}

/** As the server writes them into its messages. */
const since = /since (\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?) UTC/

function sinceMs(message: string): number | null {
  const [, day, time] = message.match(since) ?? []
  return day && time ? Date.parse(`${day}T${time}Z`) : null
}

/** A message of the server, the time in it where the reader is: `since 28 Nov, 09:57`. */
export function withReadersTime(message: string): string {
  const fromMs = sinceMs(message)
  return fromMs === null ? message : message.replace(since, spanWords({ fromMs, toMs: null }))
}

const inSeconds = (ms: number) => duration(Math.max(1, Math.round(ms / 1000)) * 1000)

/** Of what is looked at once a minute: more would be made up. */
const inMinutes = (ms: number) => duration(Math.max(1, Math.round(ms / 60_000)) * 60_000)

/** What a resolved alert was about, for how long, and what the receiver did last. */
export function pastWords(
  alert: Pick<Alert, 'kind' | 'message' | 'opened_at' | 'last_failure'>,
  endMs: number,
): string {
  const { kind, message } = alert
  const openedMs = Date.parse(alert.opened_at)
  const lastOutcome = alert.last_failure && outcomeText(alert.last_failure)
  const last = lastOutcome ? `, last with ${lastOutcome}` : ''
  if (kind === 'circuit_open') return `Failed for ${inSeconds(endMs - (sinceMs(message) ?? openedMs))}${last}.`
  const lasted = `For ${kind === 'subscription_disabled' ? inSeconds(endMs - openedMs) : inMinutes(endMs - openedMs)}${last}.`
  // What was due then is not any more; the other messages tell of the past.
  return kind === 'oldest_waiting' ? lasted : `${message} ${lasted}`
}
