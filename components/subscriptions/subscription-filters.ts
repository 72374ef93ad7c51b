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

const all: Narrowing = { status: null, circuit: null, failing: null }

/** As the list calls them, where one that fails, its circuit open or not yet, has the status active too. */
const choices: { value: string; label: string; narrowing: Narrowing }[] = [
  { value: 'all', label: 'All', narrowing: all },
  { value: 'active', label: 'Active', narrowing: { ...all, status: 'active', failing: 'false' } },
  { value: 'failing', label: 'Failing', narrowing: { ...all, status: 'active', failing: 'true' } },
  { value: 'open', label: 'Circuit open', narrowing: { ...all, circuit: 'open' } },
  { value: 'paused', label: 'Paused', narrowing: { ...all, status: 'paused' } },
  { value: 'disabled', label: 'Disabled', narrowing: { ...all, status: 'disabled' } },
]

export const healthChoices = choices.map(({ value, label }) => ({ value, label }))

/** The list of those that fail now. */
export const failingPage = '/subscriptions?status=active&failing=true'

/** Which choice a link stands for; empty: none of them, as with a status and a circuit together. */
export function choiceOf({ status, circuit, failing }: Narrowing): string {
  const found = choices.find(
    ({ narrowing: of }) => of.status === status && of.circuit === circuit && of.failing === failing,
  )
  return found?.value ?? ''
}

export const narrowingOf = (choice: string) => choices.find(({ value }) => value === choice)?.narrowing
