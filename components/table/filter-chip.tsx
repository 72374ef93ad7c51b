import { CloseButton } from '@mantine/core'
import classes from './filter-chip.module.css'

/** A filter that came with a link and has no field of its own. `isFaulty`: it does not narrow anything. */
export function FilterChip(props: { name: string; children: string; isFaulty?: boolean; onRemove: () => void }) {
  const { name, children } = props
  return (
    <span className={`${classes.chip} filter-wide`} data-faulty={props.isFaulty || undefined}>
      <span className={classes.name}>{name}</span>
      <span className={classes.value}>{children}</span>
      <CloseButton size={24} iconSize={12} aria-label={`Remove the filter ${name}`} onClick={props.onRemove} />
    </span>
  )
}
