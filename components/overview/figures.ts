import type { Stats } from '../../server/contract/stats.ts'
import { mostCounted } from '../../server/contract/stats-limits.ts'
import { duration } from '../time/time-text.ts'

export const count = (value: number) => value.toLocaleString('en-GB')

/** Of what is counted only so far (stats-limits.ts): `10,000+` says that there are more. */
export const bounded = (value: number) => (value === mostCounted ? `${count(value)}+` : count(value))

/** `1,200 / s` */
export const perSecond = (value: number) => `${count(value)} / s`

/**
 * Whether there is something to compare with: numbers that begin in the last quarter of a period are of an installation, or of a
 * subscription, that began then, and everything would be many times more.
 */
export function isComparable({ buckets }: Stats): boolean {
  const first = buckets.findIndex(({ attempts }) => attempts > 0)
  return first >= 0 && first < buckets.length * 0.75
}

/** Rounded, but never up to a clean 100 % nor down to none. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`
  return `${Math.min(99.99, Math.max(0.01, share * 100)).toFixed(2)} %`
}

/**
 * How something moved against the period before. What is better one way, a share or a latency, has the tone of the way it went wherever
 * that is told by how much. A count has none: more is neither good nor bad. Nor has what stayed `as before`, or about so.
 */
export interface Change {
  text: string
  tone?: 'good' | 'bad'
}

const asBefore: Change = { text: 'as before' }

/** How a number moved: `12 % more`. Null where there is nothing to compare with. */
export function change(now: number, before: number): Change | null {
  if (before === 0) return null
  const moved = Math.round((now / before - 1) * 100)
  if (moved === 0) return asBefore
  if (moved > 1000) return { text: 'over ten times more' }
  return { text: `${Math.abs(moved)} % ${moved > 0 ? 'more' : 'fewer'}` }
}

/** How a latency moved; a tenth and less is noise. Null as well where it is shorter as most or more fails: failing fast is no gain. */
export function changeOfLatency(
  now: number,
  before: number,
  rate: { now: number | null; change: Change | null },
): Change | null {
  if (before === 0) return null
  const moved = Math.round((now / before - 1) * 100)
  if (moved === 0) return asBefore
  if (Math.abs(moved) <= 10) return { text: 'about as before' }
  if (moved > 1000) return { text: 'over ten times slower', tone: 'bad' }
  if (moved > 0) return { text: `${moved} % slower`, tone: 'bad' }
  if (rate.change?.tone === 'bad' || (rate.now ?? 0) < 0.5) return null
  return { text: `${-moved} % faster`, tone: 'good' }
}

/** How a share moved that is better the larger it is, in points of a hundred. */
export function changeOfShare(now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null
  const points = Math.round((now - before) * 1_000) / 10
  if (points === 0) return asBefore
  return { text: `${points > 0 ? '+' : '−'}${Math.abs(points)} points`, tone: points > 0 ? 'good' : 'bad' }
}

/**
 * Of what should have been delivered within a day the share that was. `overdue`: what should have been in the range and waits at this
 * moment, which the numbers of a range know nothing of, as it did not end.
 */
export function shareInTime(
  { delivered, delivered_within_24h: inTime, dead, revived }: Stats['total'],
  overdue: number,
): number | null {
  const all = delivered + Math.max(0, dead - revived) + overdue
  return all === 0 ? null : inTime / all
}

/** Of the attempts to deliver something: a probe that fails tells of its receiver, and there are hundreds in a long outage. */
export function successRate(counts: Pick<Stats['total'], 'attempts' | 'succeeded' | 'failed_probes'>): number | null {
  const made = deliveryAttempts(counts)
  return made > 0 ? counts.succeeded / made : null
}

/** Without the probes that failed. */
export function deliveryAttempts({
  attempts,
  failed_probes,
}: Pick<Stats['total'], 'attempts' | 'failed_probes'>): number {
  return attempts - failed_probes
}

/** A wait from here on asks for a cause; the numbers do not tell which. */
const heldFromMs = 60_000

/** How long events waited for their first attempt, and, where that was long, what may be in it and is no delay of the queue. */
export function firstAttemptText(p95Ms: number): string {
  const text = `first attempt ${duration(p95Ms)} after the event (p95)`
  return p95Ms < heldFromMs ? text : `${text}, may include time held back by a pause, an open circuit or a limit`
}
