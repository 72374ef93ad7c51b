import { isEventPattern, matchesEventPattern } from './event-pattern.ts'

/**
 * Of the patterns of a subscription those that no type of the catalogue matches, by their place in it. They are taken all the same: a
 * type may be subscribed before it exists. What is no pattern at all is refused elsewhere.
 */
export function uncatalogued(
  patterns: readonly string[],
  types: readonly { name: string; version: string }[],
): { pointer: string; message: string }[] {
  return patterns.flatMap((pattern, index) => {
    if (pattern === '*' || !isEventPattern(pattern)) return []
    if (types.some(({ name, version }) => matchesEventPattern(pattern, name, version))) return []
    const message = pattern.endsWith('.*')
      ? `${pattern} matches no type in the catalogue yet.`
      : `${pattern} is not in the catalogue: nothing is published under that name yet.`
    return [{ pointer: `/events/${index}`, message }]
  })
}
