import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import footer from '../dialogs/form-footer.module.css'
import classes from './save-bar.module.css'

/** The end of a form that changes something. While it holds unsaved changes it stays in sight and says so. */
export function SaveBar({
  isChanged,
  onDiscard,
  children,
}: {
  isChanged: boolean
  onDiscard: () => void
  children: ReactNode
}) {
  return (
    <Group justify="flex-end" gap="xs" className={isChanged ? `${footer.footer} ${classes.bar}` : undefined}>
      <span role="status" className={classes.notice}>
        {isChanged && 'Unsaved changes'}
      </span>
      {isChanged && (
        <Button variant="default" onClick={onDiscard}>
          Discard
        </Button>
      )}
      {children}
    </Group>
  )
}
