import type { FilterTest } from '../contract/subscription-filter.ts'
import { readEventBodies } from './event-read-store.ts'

/** Read by one statement: megabytes where each is as large as it may be. */
const chunk = 50

/**
 * Of these events (uuids, of one tenant), those that say what a filter asks for: judged as when they were accepted. One whose body
 * has gone fits nothing.
 */
export async function fittingEvents(tenantId: string, ids: string[], fits: FilterTest): Promise<Set<string>> {
  const fitting = new Set<string>()
  for (let start = 0; start < ids.length; start += chunk) {
    for (const { id, body } of await readEventBodies(tenantId, ids.slice(start, start + chunk))) {
      if (fits(JSON.parse(Buffer.from(body).toString('utf8')))) fitting.add(id)
    }
  }
  return fitting
}
