import { parseAsString } from 'nuqs/server'

export const keyFilters = {
  /** An app's id; comes with links only. */
  app: parseAsString,
  cursor: parseAsString,
}
