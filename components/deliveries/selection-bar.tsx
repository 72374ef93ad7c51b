'use client'

import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { DeliverySelectionFilter } from '../../server/contract/delivery-bulk.ts'
import { count } from '../overview/figures.ts'
import { BulkActionButton } from './bulk-action-button.tsx'
import classes from './selection-bar.module.css'

/** What can be done with the chosen deliveries, or with all that the filters name. */
export function SelectionBar(props: {
  chosen: ReadonlySet<string>
  /** All that match are meant, also those on other pages. */
  isAll: boolean
  /** There is more than this page, and all of it is chosen. */
  canTakeAll: boolean
  filter: DeliverySelectionFilter
  onTakeAll: () => void
  onClear: () => void
}) {
  const { chosen, isAll, canTakeAll, filter, onTakeAll, onClear } = props
  if (chosen.size === 0) return null
  const selection = isAll ? { filter } : { ids: [...chosen] }
  return (
    <section className={classes.bar} aria-label="Selection">
      <span className={classes.count} role="status">
        {isAll ? 'All that match' : `${count(chosen.size)} selected`}
      </span>
      {canTakeAll && !isAll && (
        <Button variant="subtle" onClick={onTakeAll}>
          Select all that match
        </Button>
      )}
      <div className={classes.actions}>
        <BulkActionButton kind="redeliver" selection={selection} onDone={onClear} />
        <BulkActionButton kind="cancel" selection={selection} onDone={onClear} />
      </div>
      <Tooltip label="Select none">
        <ActionIcon aria-label="Select none" onClick={onClear}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </section>
  )
}
