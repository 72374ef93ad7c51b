import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import classes from './more-filters.module.css'

/** Filters that stand in the bar where there is room; on a phone a button shows them. `set`: how many of them narrow the list. */
export function MoreFilters({ set, children }: { set: number; children: ReactNode }) {
  const [isOpen, { toggle }] = useDisclosure(false)
  const id = useId()
  return (
    <>
      <Button
        variant="default"
        className={set > 0 ? classes.toggle : `${classes.toggle} filter-wide`}
        leftSection={<IconAdjustmentsHorizontal size={14} />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        {set > 0 ? `Filters, ${set} set` : 'Filters'}
      </Button>
      <div id={id} className={classes.filters} data-open={isOpen || undefined}>
        {children}
      </div>
    </>
  )
}
