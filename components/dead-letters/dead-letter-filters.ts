import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { attemptErrors } from '../../server/contract/delivery-words.ts'

export const deadLetterFilters = {
  type: parseAsString,
  error: parseAsStringLiteral(attemptErrors),
  subscription: parseAsString,
  fingerprint: parseAsString,
  cursor: parseAsString,
}

export const deadLetterViews = ['groups', 'list'] as const

/** Whoever came with a filter wants the letters; whoever just looks in wants to know what is wrong. */
export const deadLetterView = { view: parseAsStringLiteral(deadLetterViews) }
