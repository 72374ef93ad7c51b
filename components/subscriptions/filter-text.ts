import type { FieldError } from '../../server/contract/errors.ts'
import { stepsOf } from '../../server/contract/json-pointer.ts'
import type { SubscriptionFilter } from '../../server/contract/subscription-filter.ts'
import { filterFaults } from '../../server/contract/subscription-filter-faults.ts'

/** What is wrong with a filter as it is typed; null: nothing. Empty text is no filter. */
export function filterTextFault(text: string): string | null {
  if (text.trim() === '') return null
  try {
    const [fault] = filterFaults(JSON.parse(text))
    return fault ? filterFaultWords(fault) : null
  } catch (error) {
    return `This is no JSON: ${(error as Error).message}.`
  }
}

/** `pointer` is relative to the filter. */
export function filterFaultWords({ pointer, message }: FieldError): string {
  const place = stepsOf(pointer).join(' → ')
  return place === '' ? `The filter ${message}.` : `“${place}” ${message}.`
}

/** What is no JSON becomes a filter that the server refuses. */
export function filterOf(text: string): SubscriptionFilter | null {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text) as SubscriptionFilter
  } catch {
    return { '': text }
  }
}

export function textOfFilter(filter: SubscriptionFilter | null): string {
  return filter === null ? '' : JSON.stringify(filter, null, 2)
}
