import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { attemptErrors } from '../../server/contract/delivery-words.ts'

export const deadLetterFilters = {
  type: parseAsString,
  error: parseAsStringLiteral(attemptErrors),
  subscription: parseAsString,
  cursor: parseAsString,
}
