import { isEventPattern, matchesEventPattern } from '../../server/contract/event-pattern.ts'
import type { EventType } from '../../server/contract/event-type.ts'

/** Of the patterns those that no type matches; what is no pattern at all is refused, which says enough. */
export function uncatalogued(patterns: string[], types: Pick<EventType, 'name' | 'version'>[]): string[] {
  return patterns.filter(
    (pattern) =>
      pattern !== '*' &&
      isEventPattern(pattern) &&
      !types.some(({ name, version }) => matchesEventPattern(pattern, name, version)),
  )
}
