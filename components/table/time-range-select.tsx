'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useBrowserText } from '../hydration/use-browser-text.ts'
import { spanWords } from '../time/span-words.ts'
import { FilterChip } from './filter-chip.tsx'
import { FilterSelect } from './filter-select.tsx'
import type { TimeRange } from './time-range.ts'

const TimeRangeDialog = dynamic(async () => (await import('./time-range-dialog.tsx')).TimeRangeDialog)

const ranges = [
  { value: '15', label: 'Last 15 minutes' },
  { value: '60', label: 'Last hour' },
  { value: '360', label: 'Last 6 hours' },
  { value: '1440', label: 'Last 24 hours' },
  { value: '10080', label: 'Last 7 days' },
  { value: '43200', label: 'Last 30 days' },
  { value: 'custom', label: 'Custom range…' },
]

interface TimeRangeProps {
  range: TimeRange
  onChange: (range: TimeRange) => void
}

/**
 * Picks how far back, or between which moments; what stands in the URL is the moments themselves, so that a link means the same
 * tomorrow. TimeRangeChip says which.
 */
export function TimeRangeSelect({ range, onChange }: TimeRangeProps) {
  const [isAsking, setIsAsking] = useState(false)
  const isChosen = range.after !== null || range.before !== null
  return (
    <>
      <FilterSelect
        label="Time"
        any="Any time"
        width={108}
        data={isChosen ? [{ value: 'chosen', label: 'Chosen time' }, ...ranges] : ranges}
        value={isChosen ? 'chosen' : null}
        onChange={(picked) => {
          if (picked === 'custom') setIsAsking(true)
          else if (picked === null) onChange({ after: null, before: null })
          else if (picked !== 'chosen')
            onChange({ after: new Date(Date.now() - Number(picked) * 60_000), before: null })
        }}
      />
      {isAsking && <TimeRangeDialog range={range} onChange={onChange} onClose={() => setIsAsking(false)} />}
    </>
  )
}

/** The range in words, in UTC until the page lives: as long as the other, so that nothing moves. */
export function TimeRangeChip({ range, onChange, name = 'Accepted' }: TimeRangeProps & { name?: string }) {
  const span = { fromMs: range.after?.getTime() ?? null, toMs: range.before?.getTime() ?? null }
  const words = useBrowserText(
    () => spanWords(span),
    () => spanWords(span, 'UTC'),
  )
  if (span.fromMs === null && span.toMs === null) return null
  return (
    <FilterChip name={name} onRemove={() => onChange({ after: null, before: null })}>
      {words}
    </FilterChip>
  )
}
