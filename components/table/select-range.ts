/**
 * What is chosen after the box of `id` was pressed. `from`: where a range begins, null for this box alone. A range takes on what
 * its end becomes. `ids`: all rows in their order.
 */
export function afterToggle(
  ids: readonly string[],
  chosen: ReadonlySet<string>,
  id: string,
  from: string | null,
): ReadonlySet<string> {
  const begin = from === null ? -1 : ids.indexOf(from)
  const end = ids.indexOf(id)
  const range = new Set(begin < 0 ? [id] : ids.slice(Math.min(begin, end), Math.max(begin, end) + 1))
  return chosen.has(id) ? chosen.difference(range) : chosen.union(range)
}
