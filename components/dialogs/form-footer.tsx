import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './form-footer.module.css'

/** The buttons at the end of a form in a dialog. They stay in sight while the form scrolls. */
export function FormFooter({ children }: { children: ReactNode }) {
  return (
    <Group justify="flex-end" gap="xs" className={classes.footer}>
      {children}
    </Group>
  )
}
