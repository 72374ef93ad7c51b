import type { LaneConfig } from './lane-config.ts'
import type { DueDelivery } from './lane-store.ts'

/** Deliveries that wait for their batch to fill, in order. `since`: Unix milliseconds. */
export type BatchWindow = { row: DueDelivery; journalId: string; since: number }[]

/** A batch's body is at most this large, unless one event alone is. */
export const maxBatchBytes = 4 * 1024 * 1024

/**
 * The batch to send now from the head of the window, or null while it may still fill. A batch that failed before keeps its id
 * and its members; `probing`: the circuit lets one request through, so nothing is worth waiting for.
 */
export function nextBatch(window: BatchWindow, config: LaneConfig, now: number, probing: boolean): BatchWindow | null {
  const [first] = window
  if (!first) return null
  const sameBatch = (entry: BatchWindow[number]): boolean => entry.row.batchId === first.row.batchId
  const other = window.findIndex((entry) => !sameBatch(entry))
  const group = other < 0 ? window : window.slice(0, other)
  if (first.row.batchId !== null) return group
  let bytes = 0
  let count = 0
  for (const { row } of group.slice(0, config.batchMaxEvents)) {
    bytes += row.body.length
    if (count > 0 && bytes > maxBatchBytes) break
    count += 1
  }
  const full = count === config.batchMaxEvents || count < group.length
  const waited = now - first.since >= config.batchMaxWaitMs
  return full || waited || probing ? group.slice(0, count) : null
}

/**
 * A full read may have cut its last batch in two. Its rows are left for the next read, which begins with them: a batch that failed
 * is sent again with the same members.
 */
export function wholeBatches(rows: DueDelivery[], maxRows: number): DueDelivery[] {
  const last = rows.at(-1)
  if (!last || last.batchId === null || rows.length < maxRows) return rows
  const whole = rows.findLastIndex((row) => row.batchId !== last.batchId) + 1
  return whole > 0 ? rows.slice(0, whole) : rows
}
