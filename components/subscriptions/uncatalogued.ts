import type { EventType } from '../../server/contract/event-type.ts'

/** A name with or without a version, and no more: what is no pattern at all is refused, which says enough. */
const exactPattern = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*(@[A-Za-z0-9][A-Za-z0-9._-]*)?$/

/** Of the patterns those that name one type which is not there. */
export function uncatalogued(patterns: string[], types: Pick<EventType, 'name' | 'version'>[]): string[] {
  const known = new Set(types.flatMap(({ name, version }) => [name, `${name}@${version}`]))
  return patterns.filter((pattern) => exactPattern.test(pattern) && !known.has(pattern))
}
