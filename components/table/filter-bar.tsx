import type { ReactNode } from 'react'
import classes from './filter-bar.module.css'

/** Stays at the top while the list scrolls: filters are needed most in the middle of a long list. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <search className={classes.bar} aria-label="Filters">
      {children}
    </search>
  )
}
