import type { EventType } from '../../server/contract/event-type.ts'

type Ordered = Pick<EventType, 'name' | 'version'>

const versions = new Intl.Collator('en', { numeric: true })

/** By name, of one name the newest version first: 10 is newer than 9. */
export function catalogueOrder(a: Ordered, b: Ordered): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return versions.compare(b.version, a.version)
}
