import { momentMs } from '../fields/moment-text.ts'

/** What a list is narrowed to: accepted at or after `after`, and before `before`. */
export interface TimeRange {
  after: Date | null
  before: Date | null
}

/** What is wrong with two moments as the inputs give them, either of which may be left out; null: nothing. */
export function timeRangeFault(from: string, until: string): string | null {
  if (from === '' && until === '') return 'Give one moment at least.'
  return from !== '' && until !== '' && momentMs(from) >= momentMs(until) ? 'Must be after “From”.' : null
}
