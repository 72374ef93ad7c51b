import { expect, test } from 'vitest'
import { type BatchWindow, maxBatchBytes, nextBatch, wholeBatches } from './batch-window.ts'
import type { LaneConfig } from './lane-config.ts'
import type { DueDelivery } from './lane-store.ts'

const config = { batchMaxEvents: 3, batchMaxWaitMs: 1_000 } as LaneConfig
const row = (deliveryId: string, batchId: string | null = null, bytes = 10): DueDelivery =>
  ({ deliveryId, batchId, body: { length: bytes } }) as unknown as DueDelivery
const windowOf = (rows: DueDelivery[], since = 0): BatchWindow =>
  rows.map((each) => ({ row: each, journalId: 'j', since }))
const idsOf = (batch: BatchWindow | null): string | null =>
  batch === null ? null : batch.map((entry) => entry.row.deliveryId).join('')

const fresh = (names: string): DueDelivery[] => [...names].map((name) => row(name))
const failed = (names: string, batchId: string): DueDelivery[] => [...names].map((name) => row(name, batchId))
const half = Math.ceil(maxBatchBytes / 2)

test.each<[string, DueDelivery[], number, boolean, string | null]>([
  ['an empty window', [], 5_000, false, null],
  ['two of three, still waiting', fresh('ab'), 999, false, null],
  ['two of three, waited long enough', fresh('ab'), 1_000, false, 'ab'],
  ['two of three for a probe', fresh('ab'), 0, true, 'ab'],
  ['three of three', fresh('abc'), 0, false, 'abc'],
  ['five of three', fresh('abcde'), 0, false, 'abc'],
  ['a batch that failed keeps its members, however many', failed('abcd', 'x'), 0, false, 'abcd'],
  ['a batch that failed takes no new members', [...failed('ab', 'x'), ...fresh('cd')], 0, false, 'ab'],
  ['two batches that failed', [...failed('ab', 'x'), ...failed('cd', 'y')], 0, false, 'ab'],
  ['new ones before a failed batch wait for their window', [...fresh('ab'), ...failed('cd', 'y')], 0, false, null],
  ['two that fill four mebibytes', [row('a', null, half), row('b', null, half), row('c')], 0, false, 'ab'],
  ['one too large for company', [row('a', null, maxBatchBytes), row('b')], 0, false, 'a'],
  ['one alone above the limit', [row('a', null, maxBatchBytes + 1)], 1_000, false, 'a'],
])('%s', (_name, rows, now, probing, sent) => {
  expect(idsOf(nextBatch(windowOf(rows), config, now, probing))).toBe(sent)
})

test.each<[string, DueDelivery[], number, string]>([
  ['a read that was not full is taken whole', failed('ab', 'x'), 5, 'ab'],
  ['a full read ending in new rows is taken whole', [...failed('ab', 'x'), ...fresh('c')], 3, 'abc'],
  ['a full read ending in a failed batch leaves it for the next', [...fresh('a'), ...failed('bc', 'x')], 3, 'a'],
  ['a read that is one failed batch is taken', failed('abc', 'x'), 3, 'abc'],
  ['an empty read', [], 3, ''],
])('%s', (_name, rows, maxRows, taken) => {
  expect(
    wholeBatches(rows, maxRows)
      .map((each) => each.deliveryId)
      .join(''),
  ).toBe(taken)
})
