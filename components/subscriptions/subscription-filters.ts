import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { parseAsText } from '../table/parse-as-text.ts'

/** What of the list of subscriptions stands in the URL; read by the server for the first page and by the browser after. */
export const subscriptionFilters = {
  status: parseAsStringLiteral(['active', 'paused', 'disabled']),
  search: parseAsText,
  /** An app's id. */
  app: parseAsString,
  circuit: parseAsStringLiteral(['closed', 'open', 'half_open']),
  failing: parseAsStringLiteral(['true', 'false']),
  cursor: parseAsString,
}

type Narrowing = {
  status: 'active' | 'paused' | 'disabled' | null
  circuit: 'closed' | 'open' | 'half_open' | null
  failing: 'true' | 'false' | null
}

/** As the list calls them, where one that fails, its circuit open or not yet, has the status active too. */
export const healthChoices = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'failing', label: 'Failing' },
  { value: 'open', label: 'Circuit open' },
  { value: 'paused', label: 'Paused' },
  { value: 'disabled', label: 'Disabled' },
]

const narrowings: Record<string, Narrowing> = {
  all: { status: null, circuit: null, failing: null },
  active: { status: 'active', circuit: null, failing: 'false' },
  failing: { status: 'active', circuit: null, failing: 'true' },
  open: { status: null, circuit: 'open', failing: null },
  paused: { status: 'paused', circuit: null, failing: null },
  disabled: { status: 'disabled', circuit: null, failing: null },
}

/** Which choice a link stands for; empty: none of them, as with a status and a circuit together. */
export function choiceOf({ status, circuit, failing }: Narrowing): string {
  const found = Object.entries(narrowings).find(
    ([, of]) => of.status === status && of.circuit === circuit && of.failing === failing,
  )
  return found?.[0] ?? ''
}

export const narrowingOf = (choice: string): Narrowing | undefined => narrowings[choice]
