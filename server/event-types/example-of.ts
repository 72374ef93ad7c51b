import { matchesAnyPattern } from '../contract/event-pattern.ts'
import { listExamples } from './event-type-store.ts'

export interface ExampleData {
  name: string
  version: string
  /** JSON text. */
  data: string
}

/**
 * The example of `wanted` (a name for its newest version, or `name@version`), or of the first type of the catalogue that one of
 * `patterns` matches. A type without an example gives an empty object. Null: there is no such type.
 */
export async function exampleOf(wanted: string | null, patterns: readonly string[]): Promise<ExampleData | null> {
  const entries = await listExamples()
  const named = entries.filter(
    (entry) => wanted === null || entry.name === wanted || `${entry.name}@${entry.version}` === wanted,
  )
  const found =
    wanted === null
      ? (named.find((entry) => matchesAnyPattern(patterns, entry.name, entry.version)) ?? named[0])
      : named.at(-1)
  return found ? { name: found.name, version: found.version, data: found.example ?? '{}' } : null
}
