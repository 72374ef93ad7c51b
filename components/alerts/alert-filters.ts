import { parseAsStringLiteral } from 'nuqs/server'

export const alertFilters = { show: parseAsStringLiteral(['open', 'resolved', 'all']).withDefault('open') }

export const alertQuery = {
  open: { open: 'true' as const },
  resolved: { open: 'false' as const },
  all: {},
}
