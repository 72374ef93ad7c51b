'use client'

import { useQueryStates } from 'nuqs'
import { useMinute } from '../time/now.ts'
import { overviewFilters, spanOf, zoomedTo } from './ranges.ts'

/** The time range in the URL, and the ways to change it. A step of zooming is a step back in the browser. */
export function useOverviewRange(renderedAt: number) {
  const [filters, setFilters] = useQueryStates(overviewFilters, { history: 'push' })
  const span = spanOf(filters, useMinute(renderedAt))
  return {
    span,
    control: {
      span,
      range: filters.range,
      compare: filters.compare,
      onChange: (chosen: Partial<typeof filters>) => void setFilters(chosen),
      onCompare: (compare: boolean) => void setFilters({ compare }),
    },
    compare: filters.compare,
    onZoom: (first: string, second: string) => void setFilters(zoomedTo(first, second, span.bucket)),
  }
}
