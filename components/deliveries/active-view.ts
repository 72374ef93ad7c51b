import type { SavedView } from '../../server/contract/saved-view.ts'

const sorted = (search: string) => {
  const params = new URLSearchParams(search)
  params.sort()
  return params.toString()
}

/**
 * The view that the filters are those of, and otherwise the one they were changed from. `search`: the filters now; `from`: the name
 * of the view that was shown before, which goes first where several are of the same filters. Without filters there is none.
 */
export function activeView(views: SavedView[], search: string, from: string | null) {
  if (search === '') return null
  const before = views.find(({ name }) => name === from)
  const isOf = (view: SavedView) => sorted(view.search) === sorted(search)
  const same = before && isOf(before) ? before : views.find(isOf)
  if (same) return { name: same.name, isChanged: false }
  return before ? { name: before.name, isChanged: true } : null
}
