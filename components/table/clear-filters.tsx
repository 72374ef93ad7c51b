import { Button, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import classes from './clear-filters.module.css'

/** Lets everything through again; says so in a word where the bar has room for it. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  return (
    <Tooltip label="Clear all filters">
      <Button variant="subtle" className={classes.clear} aria-label="Clear all filters" onClick={onClear}>
        <IconX size={15} />
        <span className={classes.word}>Clear</span>
      </Button>
    </Tooltip>
  )
}
