import { uncatalogued } from '../contract/uncatalogued.ts'
import { listTypeVersions } from '../event-types/event-type-store.ts'

/** The answer, with what of its `events` no type of the catalogue matches, if anything: a slip of the pen looks like a type to come. */
export async function withCatalogueWarnings<Answer extends { events: string[] }>(
  answer: Answer,
): Promise<Answer & { warnings?: { pointer: string; message: string }[] }> {
  const warnings = uncatalogued(answer.events, await listTypeVersions())
  return warnings.length === 0 ? answer : { ...answer, warnings }
}
