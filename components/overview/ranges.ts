import { parseAsStringLiteral } from 'nuqs/server'
import type { StatsBucket } from '../../server/contract/stats.ts'

export const ranges = ['1h', '24h', '7d', '30d'] as const
export type Range = (typeof ranges)[number]

export const overviewFilters = { range: parseAsStringLiteral(ranges).withDefault('24h') }

const spans: Record<Range, { minutes: number; bucket: StatsBucket }> = {
  '1h': { minutes: 60, bucket: 'minute' },
  '24h': { minutes: 1440, bucket: 'hour' },
  '7d': { minutes: 10_080, bucket: 'hour' },
  '30d': { minutes: 43_200, bucket: 'day' },
}

/** What to ask for. Whole minutes, so that server and browser ask the same within one. */
export function statsQuery(range: Range, nowMs: number): { from: string; to: string; bucket: StatsBucket } {
  const { minutes, bucket } = spans[range]
  const toMs = Math.ceil(nowMs / 60_000) * 60_000
  return { from: new Date(toMs - minutes * 60_000).toISOString(), to: new Date(toMs).toISOString(), bucket }
}
