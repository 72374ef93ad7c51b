/**
 * What a subscription listens to, one of:
 *
 * - `*`: everything;
 * - `memory.*`: every type below `memory`, at any depth, in every version (not `memory` itself);
 * - `memory.created`: that type in every version;
 * - `memory.created@2`: that type in that version only.
 */
export function matchesEventPattern(pattern: string, type: string, version: string): boolean {
  if (pattern === '*' || pattern === type) return true
  if (pattern.endsWith('.*')) return type.startsWith(pattern.slice(0, -1))
  return pattern === `${type}@${version}`
}

/** True when at least one pattern matches. */
export function matchesAnyPattern(patterns: readonly string[], type: string, version: string): boolean {
  return patterns.some((pattern) => matchesEventPattern(pattern, type, version))
}
