import { PostriderError } from '../contract/errors.ts'
import type { Page } from '../contract/pagination.ts'

/**
 * Keyset paging over a time-ordered uuid, newest first. A store reads `take` rows:
 *
 * - towards `older`: `id < at` (or no bound), descending;
 * - towards `newer`: `id > at`, ascending;
 *
 * and gives them to `toPage` in the order it read them.
 */
export interface Keyset {
  list: string
  towards: 'older' | 'newer'
  /** uuid of the row next to the page; null: from the newest. */
  at: string | null
  limit: number
  /** `limit` and one more, which tells whether there is more. */
  take: number
}

const uuidPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const cursorPattern = new RegExp(`^([a-z-]+):(older|newer):(${uuidPattern})$`)

function writeCursor(list: string, towards: Keyset['towards'], at: string): string {
  return Buffer.from(`${list}:${towards}:${at}`).toString('base64url')
}

/** `list` names the list, so that a cursor of another one is refused (`invalid_cursor`) and not misread. */
export function readKeyset(list: string, query: { cursor?: string | undefined; limit: number }): Keyset {
  const { limit } = query
  if (query.cursor === undefined) return { list, towards: 'older', at: null, limit, take: limit + 1 }
  const parts = cursorPattern.exec(Buffer.from(query.cursor, 'base64url').toString())
  if (!parts || parts[1] !== list) {
    throw new PostriderError('invalid_cursor', 'Use next_cursor or prev_cursor of an earlier answer of this same list.')
  }
  return { list, towards: parts[2] as Keyset['towards'], at: parts[3] as string, limit, take: limit + 1 }
}

/**
 * The page of `rows`, in the order they were read. `scannedTo`: for stores that look at so many rows and no further, the
 * last row they looked at when they found less than a page; the next page goes on from there.
 */
export function toPage<Row, Item>(
  keyset: Keyset,
  rows: readonly Row[],
  uuidOfRow: (row: Row) => string,
  toItem: (row: Row) => Item,
  scannedTo: string | null = null,
): Page<Item> {
  const { list, towards, limit } = keyset
  const isFull = rows.length > limit
  const shown = rows.slice(0, limit)
  const begin = shown[0] === undefined ? null : uuidOfRow(shown[0])
  const last = shown.at(-1)
  const end = isFull && last !== undefined ? uuidOfRow(last) : scannedTo
  if (towards === 'newer') shown.reverse()
  const older = towards === 'older' ? end : begin
  const newer = towards === 'newer' ? end : keyset.at === null ? null : begin
  const next = older && writeCursor(list, 'older', older)
  const prev = newer && writeCursor(list, 'newer', newer)
  return { data: shown.map(toItem), has_more: next !== null, next_cursor: next, prev_cursor: prev }
}
