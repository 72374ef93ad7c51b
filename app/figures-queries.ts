import { overdueQuery, type Span, spanBefore, statsQuery, timesOf } from '../components/overview/ranges.ts'
import type { PortalQueries } from './portal-queries.ts'

/** What components/overview/figures-over-time.tsx is going to ask. */
export function figuresQueries(trpc: PortalQueries, of: { tenant?: string; subscription?: string }, span: Span) {
  return [
    trpc.stats.get.queryOptions({ ...of, ...statsQuery(span) }),
    trpc.stats.get.queryOptions({ ...of, ...statsQuery(spanBefore(span)) }),
    trpc.stats.marks.queryOptions({ ...of, ...timesOf(span) }),
    ...(span.isFixed ? [] : [trpc.stats.now.queryOptions({ ...of, ...overdueQuery(span) })]),
  ]
}
