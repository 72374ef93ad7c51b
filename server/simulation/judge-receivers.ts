import { matchesEventPattern } from '../contract/event-pattern.ts'
import type { Simulation } from '../contract/simulation.ts'
import { unmetEntry } from '../contract/subscription-filter.ts'
import type { Receiver } from './receiver-store.ts'

type Verdict = Pick<Simulation['subscriptions'][number], 'outcome' | 'reason' | 'message'>

/** `name` is the type. */
interface JudgedEvent {
  name: string
  version: string
  data: unknown
}

const rank = { sent: 0, held: 1, skipped: 2 }

/** The verdict on each, those that would get it first. `accepted` false: nobody would. */
export function judgeReceivers(
  receivers: Receiver[],
  event: JudgedEvent,
  accepted: boolean,
): (Verdict & { receiver: Receiver })[] {
  return receivers
    .map((receiver) => ({ receiver, ...judge(receiver, event, accepted) }))
    .sort((a, b) => rank[a.outcome] - rank[b.outcome])
}

function judge(receiver: Receiver, event: JudgedEvent, accepted: boolean): Verdict {
  const pattern = receiver.patterns.find((each) => matchesEventPattern(each, event.name, event.version))
  if (pattern === undefined)
    return { outcome: 'skipped', reason: 'no_match', message: whyNot(receiver.patterns, event) }
  const matches = `${pattern} matches`
  if (!accepted) {
    return { outcome: 'skipped', reason: 'not_accepted', message: `${matches}, but the event itself would be refused.` }
  }
  const because = receiver.statusReason ? ` ${receiver.statusReason}` : ''
  if (receiver.status === 'disabled') {
    return {
      outcome: 'skipped',
      reason: 'disabled',
      message: `${matches}, but the subscription is disabled.${because}`,
    }
  }
  const { name: type, version, data } = event
  const unmet = receiver.filter && unmetEntry(receiver.filter, { type, version, data })
  if (unmet) return { outcome: 'skipped', reason: 'filter', message: `${matches}, but its filter asks for ${unmet}.` }
  if (receiver.status === 'paused') {
    return {
      outcome: 'held',
      reason: 'paused',
      message: `${matches}. It waits until the subscription is resumed.${because}`,
    }
  }
  if (receiver.circuit !== 'closed') {
    return { outcome: 'held', reason: 'circuit_open', message: `${matches}. It waits: the receiver has been failing.` }
  }
  return { outcome: 'sent', reason: 'matched', message: `${matches}.` }
}

function whyNot(patterns: string[], event: JudgedEvent): string {
  const otherVersion = patterns.find((pattern) => pattern.startsWith(`${event.name}@`))
  if (otherVersion) return `It asks for ${otherVersion} only; this is version ${event.version}.`
  const itself = patterns.find((pattern) => pattern === `${event.name}.*`)
  if (itself) return `${itself} means what is below ${event.name}, not ${event.name} itself.`
  const shown = patterns.slice(0, 5).join(', ')
  return `It asks for ${shown}${patterns.length > 5 ? ` and ${patterns.length - 5} more` : ''}.`
}
