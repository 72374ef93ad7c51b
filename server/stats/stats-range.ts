import { PostriderError } from '../contract/errors.ts'
import type { StatsBucket } from '../contract/stats.ts'
import { clock } from '../platform/clock.ts'

const minuteMs = 60_000
export const bucketMs: Record<StatsBucket, number> = { minute: minuteMs, hour: 60 * minuteMs, day: 1440 * minuteMs }

/** A day of minutes; more is no chart any more, and a large answer. */
export const maxBuckets = 1_500

/** Times in Unix milliseconds, `from` on the edge of a bucket. */
export interface StatsRange {
  from: number
  to: number
  bucket: StatsBucket
}

/** The range asked for, with defaults: the last 24 hours, in buckets of which a chart can show some hundreds. */
export function statsRange(
  asked: { from?: number | undefined; to?: number | undefined; bucket?: StatsBucket | undefined },
  now: number,
): StatsRange {
  const to = asked.to ?? now
  const from = asked.from ?? to - bucketMs.day
  const bucket = asked.bucket ?? suitable(to - from)
  return { from: Math.floor(from / bucketMs[bucket]) * bucketMs[bucket], to, bucket }
}

function suitable(spanMs: number): StatsBucket {
  if (spanMs <= 6 * bucketMs.hour) return 'minute'
  return spanMs <= 14 * bucketMs.day ? 'hour' : 'day'
}

/** Begins of all buckets of a range. */
export function bucketsOf({ from, to, bucket }: StatsRange): number[] {
  const count = Math.max(0, Math.ceil((to - from) / bucketMs[bucket]))
  return Array.from({ length: count }, (_, index) => from + index * bucketMs[bucket])
}

/** The range of a question that has no buckets: whole minutes, the last 24 hours unless said otherwise. */
export function timesOf(asked: { from?: string | undefined; to?: string | undefined }): { from: number; to: number } {
  const time = (given: string | undefined) => (given === undefined ? undefined : Date.parse(given))
  const { from, to } = statsRange({ from: time(asked.from), to: time(asked.to), bucket: 'minute' }, clock.now())
  if (to - from > 400 * bucketMs.day) {
    throw new PostriderError('validation_failed', 'The range is longer than 400 days: choose a later `from`.', {
      errors: [{ pointer: '/from', message: 'must lie at most 400 days before `to`' }],
    })
  }
  return { from, to: Math.max(from, to) }
}
