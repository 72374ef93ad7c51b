import { insertRedeliveries, oldestAbsentDeadLetters } from '../delivery/redelivery-store.ts'

const chunk = 1_000

/**
 * The receiver answered again: everything that died of its absence goes out once more, the oldest first, within the time-to-live.
 * `subscriptionId`: uuid; `failingSince`: when the outage began, Unix milliseconds. Returns how many.
 */
export async function redeliverAbsent(subscriptionId: string, failingSince: number): Promise<number> {
  let redelivered = 0
  for (;;) {
    const ids = await oldestAbsentDeadLetters(subscriptionId, failingSince, chunk)
    if (ids.length === 0) return redelivered
    const added = await insertRedeliveries(ids, 'live')
    redelivered += added
    if (added === 0) return redelivered
  }
}

/** Brings back one dead letter to serve as the probe of an open circuit with nothing else to send. */
export async function reviveOldest(subscriptionId: string, failingSince: number): Promise<boolean> {
  const ids = await oldestAbsentDeadLetters(subscriptionId, failingSince, 1)
  return ids.length > 0 && (await insertRedeliveries(ids, 'live')) > 0
}
