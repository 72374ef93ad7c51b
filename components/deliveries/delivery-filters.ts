import { parseAsInteger, parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { attemptErrors, codeClasses, deliveryStatusFilters } from '../../server/contract/delivery-words.ts'
import { parseAsPayload } from './payload-text.ts'

/** What of the list of deliveries stands in the URL, so that a filtered view can be sent to somebody. */
export const deliveryFilters = {
  status: parseAsStringLiteral(deliveryStatusFilters),
  error: parseAsStringLiteral(attemptErrors),
  attempt_error: parseAsStringLiteral(attemptErrors),
  attempt_after: parseAsIsoDateTime,
  attempt_before: parseAsIsoDateTime,
  code: parseAsInteger,
  code_class: parseAsStringLiteral(codeClasses),
  type: parseAsString,
  subscription: parseAsString,
  event: parseAsString,
  batch: parseAsString,
  replay: parseAsString,
  correlation_id: parseAsString,
  after: parseAsIsoDateTime,
  before: parseAsIsoDateTime,
  payload: parseAsPayload,
  cursor: parseAsString,
}

type InTexts<T> = { [Name in keyof T]: T[Name] extends Date | null ? string | null : T[Name] }

function inTexts<T extends object>(filters: T): InTexts<T> {
  const texts = Object.entries(filters).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ])
  return Object.fromEntries(texts) as InTexts<T>
}

/** The filters as what acts on all that match takes them. */
export function asFilter<T extends { cursor: string | null }>({ cursor: _, ...filters }: T) {
  return inTexts(filters)
}

/** The filters as the procedure takes them; the code travels as text, like in a query string. */
export function withTexts<T extends { code: number | null }>({ code, ...filters }: T) {
  return { ...inTexts(filters), code: code === null ? null : String(code) }
}
