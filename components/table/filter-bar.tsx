import type { ReactNode } from 'react'
import classes from './filter-bar.module.css'
import { type FilterParsers, UnknownFilters } from './unknown-filters.tsx'

/** Stays at the top while the list scrolls: filters are needed most in the middle of a long list. */
export function FilterBar({ parsers = {}, children }: { parsers?: FilterParsers; children: ReactNode }) {
  return (
    <search className={classes.bar} aria-label="Filters">
      {children}
      <UnknownFilters parsers={parsers} />
    </search>
  )
}
