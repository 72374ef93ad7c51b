import { parseAsInteger, parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { attemptErrors, codeClasses, deliveryStatusFilters } from '../../server/contract/delivery-words.ts'
import { parseAsPayload } from './payload-text.ts'

/** What of the list of deliveries stands in the URL, so that a filtered view can be sent to somebody. */
export const deliveryFilters = {
  status: parseAsStringLiteral(deliveryStatusFilters),
  error: parseAsStringLiteral(attemptErrors),
  attempt_error: parseAsStringLiteral(attemptErrors),
  code: parseAsInteger,
  code_class: parseAsStringLiteral(codeClasses),
  type: parseAsString,
  subscription: parseAsString,
  event: parseAsString,
  after: parseAsIsoDateTime,
  before: parseAsIsoDateTime,
  payload: parseAsPayload,
  cursor: parseAsString,
}

interface Filters {
  code: number | null
  after: Date | null
  before: Date | null
  [name: string]: unknown
}

/** The filters as what acts on all that match takes them. */
export function asFilter<T extends Filters>(filters: T) {
  const { cursor: _, after, before, ...rest } = filters
  return { ...rest, after: after?.toISOString() ?? null, before: before?.toISOString() ?? null }
}

/** The filters as the procedure takes them; the code travels as text, like in a query string. */
export function withTexts<T extends Filters>(filters: T) {
  const { code, after, before, ...rest } = filters
  return {
    ...rest,
    code: code === null ? null : String(code),
    after: after?.toISOString() ?? null,
    before: before?.toISOString() ?? null,
  }
}
