import type { Keyset } from '../platform/keyset.ts'

/** One page of delivery uuids in the order of the keyset. `scannedTo`: see scanBudget. */
export interface DeliveryPage {
  ids: string[]
  scannedTo: string | null
}

/** What several searches with the same keyset found, in its order, as far as all of them have looked. */
export function mergePages({ take, towards }: Pick<Keyset, 'take' | 'towards'>, pages: DeliveryPage[]): DeliveryPage {
  const inOrder = (a: string, b: string) => (a === b ? 0 : a < b === (towards === 'newer') ? -1 : 1)
  const ends = pages.flatMap(({ ids, scannedTo }) => (ids.length === take ? ids.at(-1) : scannedTo) ?? [])
  const end = ends.toSorted(inOrder)[0] ?? null
  const ids = [...new Set(pages.flatMap((page) => page.ids))]
    .filter((id) => end === null || inOrder(id, end) <= 0)
    .toSorted(inOrder)
    .slice(0, take)
  return { ids, scannedTo: ids.length === take ? null : end }
}
