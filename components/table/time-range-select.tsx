'use client'

import { exactTime } from '../time/time-text.ts'
import { FilterSelect } from './filter-select.tsx'

const ranges = [
  { value: '15', label: 'Last 15 minutes' },
  { value: '60', label: 'Last hour' },
  { value: '360', label: 'Last 6 hours' },
  { value: '1440', label: 'Last 24 hours' },
  { value: '10080', label: 'Last 7 days' },
  { value: '43200', label: 'Last 30 days' },
]

/** Picks how far back; what stands in the URL is the moment itself, so that a link means the same tomorrow. */
export function TimeRangeSelect({ after, onChange }: { after: Date | null; onChange: (after: Date | null) => void }) {
  const since = after && `Since ${exactTime(after.getTime()).slice(0, 16)}`
  return (
    <FilterSelect
      label="Time"
      any="Any time"
      width={108}
      data={since ? [{ value: 'since', label: since }, ...ranges] : ranges}
      value={since ? 'since' : null}
      onChange={(minutes) => {
        if (minutes === null) onChange(null)
        else if (minutes !== 'since') onChange(new Date(Date.now() - Number(minutes) * 60_000))
      }}
    />
  )
}
