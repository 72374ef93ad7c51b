'use client'

import { Button, Group } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'

/** Steps through a list by its cursors. Nothing is shown where there is one page only. */
export function Pager({ page, onTurn }: { page: PageEnds | undefined; onTurn: (cursor: string | null) => void }) {
  if (!page || (!page.prev_cursor && !page.next_cursor)) return null
  return (
    <Group component="nav" aria-label="Pages" justify="flex-end" gap="xs">
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={14} />}
        disabled={!page.prev_cursor}
        onClick={() => onTurn(page.prev_cursor)}
      >
        Newer
      </Button>
      <Button
        variant="default"
        rightSection={<IconArrowRight size={14} />}
        disabled={!page.next_cursor}
        onClick={() => onTurn(page.next_cursor)}
      >
        Older
      </Button>
    </Group>
  )
}

interface PageEnds {
  prev_cursor: string | null
  next_cursor: string | null
}
