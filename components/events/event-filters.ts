import { parseAsIsoDateTime, parseAsString } from 'nuqs/server'
import { parseAsText } from '../table/parse-as-text.ts'

export const eventFilters = {
  type: parseAsString,
  correlation_id: parseAsText,
  idempotency_key: parseAsText,
  after: parseAsIsoDateTime,
  cursor: parseAsString,
}

/** The filters as the procedure takes them. */
export function asEventQuery<T extends { after: Date | null }>(filters: T) {
  return { ...filters, after: filters.after?.toISOString() ?? null }
}
