import { parseAsIsoDateTime, parseAsString } from 'nuqs/server'

export const eventFilters = {
  type: parseAsString,
  correlation_id: parseAsString,
  idempotency_key: parseAsString,
  after: parseAsIsoDateTime,
  cursor: parseAsString,
}

/** The filters as the procedure takes them. */
export function asEventQuery<T extends { after: Date | null }>(filters: T) {
  return { ...filters, after: filters.after?.toISOString() ?? null }
}
