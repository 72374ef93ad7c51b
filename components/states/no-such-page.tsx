import { IconMapQuestion } from '@tabler/icons-react'
import Link from 'next/link'
import { Page } from '../page/page.tsx'
import { EmptyState } from './empty-state.tsx'

/** In the frame of the portal, for an address that nothing is at. */
export function NoSuchPage() {
  return (
    <Page title="There is no such page">
      <EmptyState
        icon={IconMapQuestion}
        title="Nothing is at this address"
        action={<Link href="/">Go to the overview</Link>}
      >
        The link may be old, or part of it got lost on the way.
      </EmptyState>
    </Page>
  )
}
