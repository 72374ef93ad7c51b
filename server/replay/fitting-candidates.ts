import { PostriderError } from '../contract/errors.ts'
import { compileFilter, type FilterTest } from '../contract/subscription-filter.ts'
import { fittingEvents } from '../events/fitting-events.ts'
import {
  countCandidates,
  pickCandidates,
  positionOf,
  type ReplayCandidate,
  type ReplayChoice,
  readFilters,
} from './replay-candidate-store.ts'

/** Events that one replay may have to read for filters: seconds. */
const mostRead = 100_000

/** Candidates looked at between two statements. */
const chunk = 500

/**
 * How many a replay sends to each subscription that gets any: of what was missed only what the filter of the subscription lets
 * through. Throws `validation_failed` where too many events would have to be read for that.
 */
export async function countFitting(choice: ReplayChoice): Promise<Map<string, number>> {
  const counts = await countCandidates(choice)
  const filters = await filtersOf(choice)
  const read = [...filters.keys()].reduce((sum, id) => sum + (counts.get(id) ?? 0), 0)
  if (read > mostRead) {
    const message = `A filter would have to read ${read.toLocaleString('en')} events of this window, more than ${mostRead.toLocaleString('en')}: choose a shorter one.`
    throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/from', message }] })
  }
  for (const [id, fits] of filters) {
    let count = 0
    for await (const some of walkFitting(choice, id, fits, null)) count += some.length
    if (count > 0) counts.set(id, count)
    else counts.delete(id)
  }
  return counts
}

/** The next of them behind `after` (a position, exclusive), the oldest first. */
export async function pickFitting(
  choice: ReplayChoice,
  after: string | null,
  limit: number,
): Promise<ReplayCandidate[]> {
  const filters = await filtersOf(choice)
  const unfiltered = choice.subscriptionIds.filter((id) => !filters.has(id))
  const picked = await pickCandidates({ ...choice, subscriptionIds: unfiltered }, after, limit)
  for (const [id, fits] of filters) {
    let ofThis = 0
    for await (const some of walkFitting(choice, id, fits, after)) {
      picked.push(...some.slice(0, limit - ofThis))
      ofThis += some.length
      if (ofThis >= limit) break
    }
  }
  return picked.sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1)).slice(0, limit)
}

/** What was sent once was let through then. */
async function filtersOf({ include, tenantId, subscriptionIds }: ReplayChoice): Promise<Map<string, FilterTest>> {
  if (include !== 'missing') return new Map()
  const filters = await readFilters(tenantId, subscriptionIds)
  return new Map(filters.map(({ id, filter }) => [id, compileFilter(filter)]))
}

async function* walkFitting(
  choice: ReplayChoice,
  subscriptionId: string,
  fits: FilterTest,
  after: string | null,
): AsyncGenerator<ReplayCandidate[]> {
  const alone = { ...choice, subscriptionIds: [subscriptionId] }
  let at = after
  for (;;) {
    const candidates = await pickCandidates(alone, at, chunk)
    const ids = candidates.map(({ eventId }) => eventId)
    const fitting = await fittingEvents(choice.tenantId, ids, fits)
    yield candidates.filter(({ eventId }) => fitting.has(eventId))
    const last = candidates.at(-1)
    if (last === undefined || candidates.length < chunk) return
    at = positionOf(last)
  }
}
