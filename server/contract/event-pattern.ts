/** Of an event type: lowercase words joined by dots. */
export const typeNamePattern = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/
export const longestTypeName = 128
export const typeVersionPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/

/** Said of what is no pattern. */
export const patternFault = 'must be *, a type in lower case, a type with a version (memory.created@2) or memory.*'

/** Whether a subscription may listen to it: see matchesEventPattern. */
export function isEventPattern(pattern: string): boolean {
  if (pattern === '*') return true
  if (pattern.endsWith('.*')) return isTypeName(pattern.slice(0, -2))
  const [name = '', version, more] = pattern.split('@')
  if (!isTypeName(name) || more !== undefined) return false
  return version === undefined || typeVersionPattern.test(version)
}

const isTypeName = (text: string) => text.length <= longestTypeName && typeNamePattern.test(text)

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
