import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { EmptyState } from './empty-state.tsx'

/** Of a page past the end of a list: what was on it is gone, or nothing on it matched. */
export function NothingOlder({ toNewest }: { toNewest: () => void }) {
  return (
    <EmptyState
      icon={IconHistory}
      title="Nothing older"
      action={
        <Button variant="default" onClick={toNewest}>
          Back to the newest
        </Button>
      }
    />
  )
}
