import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { parseAsText } from '../table/parse-as-text.ts'

/** What of the list of subscriptions stands in the URL; read by the server for the first page and by the browser after. */
export const subscriptionFilters = {
  status: parseAsStringLiteral(['active', 'paused', 'disabled']),
  search: parseAsText,
  /** An app's id. */
  app: parseAsString,
  circuit: parseAsStringLiteral(['closed', 'open', 'half_open']),
  cursor: parseAsString,
}

type Narrowing = {
  status: 'active' | 'paused' | 'disabled' | null
  circuit: 'closed' | 'open' | 'half_open' | null
}

/** An open circuit is no status: such a subscription is active. */
export const healthChoices = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'open', label: 'Circuit open' },
  { value: 'paused', label: 'Paused' },
  { value: 'disabled', label: 'Disabled' },
]

/** Which choice a link stands for; empty: none of them, as with a status and a circuit together. */
export function choiceOf({ status, circuit }: Narrowing): string {
  if (circuit === null) return status ?? 'all'
  return circuit === 'open' && status === null ? 'open' : ''
}

export function narrowingOf(choice: string): Narrowing {
  if (choice === 'open') return { status: null, circuit: 'open' }
  return { status: choice === 'all' ? null : (choice as Narrowing['status']), circuit: null }
}
