import type { EventType } from '../../server/contract/event-type.ts'

export const everything = '*'

/**
 * Patterns by group: everything, each family as a whole, each type, and versions where there are several. What is typed in full comes
 * first: Enter takes the first one that fits.
 */
export function eventSuggestions(types: Pick<EventType, 'name' | 'version'>[], typed: string) {
  const families = Map.groupBy(types, ({ name }) => name.split('.')[0] ?? name)
  const groups = [...families].map(([family, members]) => {
    const names = [...new Set(members.map(({ name }) => name))]
    const versions = members.filter((type) => members.filter(({ name }) => name === type.name).length > 1)
    const wildcard = names.some((name) => name.includes('.')) ? [`${family}.*`] : []
    const items = [...wildcard, ...names, ...versions.map(({ name, version }) => `${name}@${version}`)]
    return { group: family, items: foremost(items, (item) => item === typed) }
  })
  return foremost([{ group: 'All', items: [everything] }, ...groups], ({ items }) => items[0] === typed)
}

function foremost<Item>(items: Item[], isFirst: (item: Item) => boolean): Item[] {
  return [...items.filter(isFirst), ...items.filter((item) => !isFirst(item))]
}
