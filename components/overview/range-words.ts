import type { Range } from './ranges.ts'

/** What a range is called, and what comes before it: as long, and ending where it begins. */
export const rangeWords: Record<Range, { title: string; before: string }> = {
  '1h': { title: 'Last hour', before: 'the hour before' },
  '6h': { title: 'Last 6 hours', before: 'the 6 hours before' },
  '24h': { title: 'Last 24 hours', before: 'the 24 hours before' },
  '7d': { title: 'Last 7 days', before: 'the 7 days before' },
  '30d': { title: 'Last 30 days', before: 'the 30 days before' },
}

/** What comes before a range of one's own. */
export const ownBefore = 'the time before, equally long'
