import { Button } from '@mantine/core'
import type { ComponentProps } from 'react'
import { EmptyState } from './empty-state.tsx'

interface NothingMatchesProps extends Pick<ComponentProps<typeof EmptyState>, 'icon' | 'title'> {
  /** Where the search that found nothing so far goes on; without it everything was looked at. */
  older: string | null | undefined
  onOlder?: (cursor: string) => void
  onClear: () => void
}

/** A filtered list without rows: look further back while there is more to look at, else without the filters. */
export function NothingMatches({ icon, title, older, onOlder, onClear }: NothingMatchesProps) {
  const action = older ? (
    <Button variant="default" onClick={() => onOlder?.(older)}>
      Look further back
    </Button>
  ) : (
    <Button variant="default" onClick={onClear}>
      Clear filters
    </Button>
  )
  return <EmptyState icon={icon} title={older ? 'Nothing among the newest' : title} action={action} />
}
