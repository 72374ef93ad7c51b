import { hash } from 'node:crypto'
import { toId } from '../contract/ids.ts'
import type { SentSide } from '../contract/inbox.ts'
import type { InboxRequestRow } from './inbox-request-store.ts'
import type { SentAttemptRow } from './sent-side-store.ts'

/** Added by HTTP itself on the way: their presence is no difference. */
const transportHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding'])

/** Compares what we sent with what arrived, byte for byte and header for header. */
export function sentSide(sent: SentAttemptRow, arrived: InboxRequestRow): SentSide {
  const { body } = sent
  const equal = body === null ? null : hash('sha256', body, 'hex') === Buffer.from(arrived.bodySha256).toString('hex')
  return {
    delivery: toId('delivery', sent.deliveryId),
    event: toId('event', sent.eventId),
    subscription: toId('subscription', sent.subscriptionId),
    attempt: sent.attempt,
    code: sent.statusCode,
    error: sent.error,
    duration_ms: sent.durationMs,
    bytes_equal: equal,
    differs_at: equal === false && body !== null ? firstDifference(body, arrived.body) : null,
    header_differences: sent.requestHeaders === null ? [] : headerDifferences(sent.requestHeaders, arrived.headers),
  }
}

/** Offset of the first byte that differs; the length of the shorter one where that is its beginning. */
export function firstDifference(one: Uint8Array, other: Uint8Array): number {
  const shorter = Math.min(one.length, other.length)
  for (let at = 0; at < shorter; at++) if (one[at] !== other[at]) return at
  return shorter
}

export function headerDifferences(
  sent: Record<string, string | string[]>,
  received: [string, string][],
): SentSide['header_differences'] {
  const collect = (pairs: [string, string | string[]][]): Map<string, string> => {
    const values = new Map<string, string>()
    for (const [name, value] of pairs) {
      const key = name.toLowerCase()
      if (transportHeaders.has(key)) continue
      const text = Array.isArray(value) ? value.join(', ') : value
      const former = values.get(key)
      values.set(key, former === undefined ? text : `${former}, ${text}`)
    }
    return values
  }
  const ours = collect(Object.entries(sent))
  const theirs = collect(received)
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((name) => ours.get(name) !== theirs.get(name))
    .map((name) => ({ name, sent: ours.get(name) ?? null, received: theirs.get(name) ?? null }))
}
