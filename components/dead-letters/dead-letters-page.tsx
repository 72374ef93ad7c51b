'use client'

import { SegmentedControl } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { Page } from '../page/page.tsx'
import { deadLetterFilters, deadLetterView, type deadLetterViews } from './dead-letter-filters.ts'
import { DeadLetterGroups } from './dead-letter-groups.tsx'
import { DeadLetterList } from './dead-letter-list.tsx'

type View = (typeof deadLetterViews)[number]

export function DeadLettersPage() {
  const [filters, setFilters] = useQueryStates({ ...deadLetterFilters, ...deadLetterView }, { history: 'push' })
  const { view: chosen, cursor: _, ...narrowing } = filters
  const isNarrowed = Object.values(narrowing).some((value) => value !== null)
  const view: View = chosen ?? (isNarrowed ? 'list' : 'groups')
  return (
    <Page
      title="Dead letters"
      description="Deliveries that used up their attempts. Redeliver or discard them, within the retention of deliveries."
      actions={
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          onChange={(next) => void setFilters({ view: next as View, fingerprint: null, cursor: null })}
          data={[
            { value: 'groups', label: 'By reason' },
            { value: 'list', label: 'One by one' },
          ]}
        />
      }
    >
      {view === 'groups' ? (
        <DeadLetterGroups
          subscription={filters.subscription}
          onOpen={(fingerprint) => void setFilters({ view: 'list', fingerprint })}
        />
      ) : (
        <DeadLetterList />
      )}
    </Page>
  )
}
