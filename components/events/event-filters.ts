import { parseAsIsoDateTime, parseAsString } from 'nuqs/server'
import { parseAsText } from '../table/parse-as-text.ts'
import type { TimeRange } from '../table/time-range.ts'

export const eventFilters = {
  type: parseAsString,
  correlation_id: parseAsText,
  idempotency_key: parseAsText,
  after: parseAsIsoDateTime,
  before: parseAsIsoDateTime,
  cursor: parseAsString,
}

/** The filters as the procedure takes them. */
export function asEventQuery<T extends TimeRange>(filters: T) {
  const { after, before } = filters
  return { ...filters, after: after?.toISOString() ?? null, before: before?.toISOString() ?? null }
}
