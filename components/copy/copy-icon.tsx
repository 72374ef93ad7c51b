'use client'

import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './copy-icon.module.css'

/** Copies and says so. `what` completes "Copy ...". */
export function CopyIcon({ value, what, size = 24 }: { value: string; what: string; size?: number }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
          <ActionIcon
            size={size}
            className={classes.icon}
            aria-label={copied ? 'Copied' : `Copy ${what}`}
            onClick={(event) => {
              event.stopPropagation()
              event.preventDefault()
              copy()
            }}
          >
            {copied ? <IconCheck size={14} color="var(--good-ink)" /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
