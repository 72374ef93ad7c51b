import { createSpotlight } from '@mantine/spotlight'

const [store, spotlight] = createSpotlight()

export const paletteStore = store

export const openSpotlight = spotlight.open

/**
 * Enter goes to the first entry. Spotlight selects when something is typed, and what the server finds comes later, above it.
 * Whoever went on with the arrows keeps what they chose.
 */
export function selectFirst(): void {
  const { listId, selected } = store.getState()
  const list = selected > 0 ? null : document.getElementById(listId)
  const first = list?.querySelector('[data-action]')
  if (!first) return
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  first.setAttribute('data-selected', 'true')
  store.updateState((state) => ({ ...state, selected: 0 }))
}
