import { CloseButton } from '@mantine/core'
import classes from './filter-chip.module.css'

/** A filter that came with a link and has no field of its own. */
export function FilterChip({ name, children, onRemove }: { name: string; children: string; onRemove: () => void }) {
  return (
    <span className={`${classes.chip} filter-wide`}>
      <span className={classes.name}>{name}</span>
      <span className={classes.value}>{children}</span>
      <CloseButton size={18} iconSize={12} aria-label={`Remove the filter ${name}`} onClick={onRemove} />
    </span>
  )
}
