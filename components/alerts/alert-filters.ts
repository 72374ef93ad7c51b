import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

export const alertFilters = {
  show: parseAsStringLiteral(['open', 'resolved', 'all']).withDefault('open'),
  cursor: parseAsString,
}

const choices = {
  open: { open: 'true' as const },
  resolved: { open: 'false' as const },
  all: {},
}

/** What the URL says, as the procedure takes it. */
export function alertQuery({ show, cursor }: { show: keyof typeof choices; cursor: string | null }) {
  return { ...choices[show], ...(cursor && { cursor }) }
}
