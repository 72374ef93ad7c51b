import type { Keyset } from './keyset.ts'

/**
 * Most rows that one statement of a filtered list looks at: some ten milliseconds by an index, however rare the matches
 * and however long the history.
 */
export const scanBudget = 20_000

/** An empty page looks like the end to people: so many statements are spent on one before it is given out, or offered as the next. */
const maxScans = 3

/**
 * Runs `find` from where it stopped until it finds something, there is no more (`scannedTo` null), or the budget is
 * spent; the page then goes on from there by its cursor. What is left of the budget goes into what comes after the page, so that no
 * cursor leads to where there is nothing, as far as that can be told.
 */
export async function scanOn<Found extends { scannedTo: string | null }>(
  keyset: Keyset,
  find: (keyset: Keyset) => Promise<Found>,
  isEmpty: (found: Found) => boolean,
): Promise<Found> {
  let found = await find(keyset)
  let scans = 1
  for (; scans < maxScans && isEmpty(found) && found.scannedTo !== null; scans++) {
    found = await find({ ...keyset, at: found.scannedTo })
  }
  let { scannedTo } = found
  for (; scans < maxScans && scannedTo !== null; scans++) {
    const next = await find({ ...keyset, at: scannedTo, take: 1 })
    if (!isEmpty(next)) break
    scannedTo = next.scannedTo
  }
  return { ...found, scannedTo }
}
