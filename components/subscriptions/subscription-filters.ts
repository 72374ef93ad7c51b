import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { parseAsText } from '../table/parse-as-text.ts'

/** What of the list of subscriptions stands in the URL; read by the server for the first page and by the browser after. */
export const subscriptionFilters = {
  status: parseAsStringLiteral(['active', 'paused', 'disabled']),
  search: parseAsText,
  circuit: parseAsStringLiteral(['closed', 'open', 'half_open']),
  cursor: parseAsString,
}
