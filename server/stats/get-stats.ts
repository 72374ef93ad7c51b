import { attemptErrors } from '../contract/delivery-words.ts'
import { PostriderError } from '../contract/errors.ts'
import type { InputOf } from '../contract/operation.ts'
import type { Stats, statsOperations } from '../contract/stats.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { addHistograms, type LatencyHistogram, percentile } from './latency-histogram.ts'
import { latencySteps } from './latency-steps.ts'
import { bucketMs, bucketsOf, maxBuckets, type StatsRange, statsRange } from './stats-range.ts'
import { resolveStatsReach } from './stats-reach.ts'
import { readStats, type StatsRow } from './stats-store.ts'

/** Counts and percentiles over a range, by bucket and in total; empty buckets included, oldest first. */
export async function getStats(actor: Actor, input: InputOf<typeof statsOperations.getStats>): Promise<Stats> {
  const { from, to, bucket } = input
  const time = (given: string | undefined) => (given === undefined ? undefined : Date.parse(given))
  const range = statsRange({ from: time(from), to: time(to), bucket }, clock.now())
  assertReadable(range)
  const { reach, subscriptionId } = await resolveStatsReach(actor, input)
  const rows = await readStats(reach, {
    from: range.from,
    to: range.to,
    bucket: range.bucket,
    bucketMs: bucketMs[range.bucket],
    subscriptionId,
    type: input.type,
  })
  const rowAt = new Map(rows.map((row) => [row.at, row]))
  return {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    bucket: range.bucket,
    total: countsOf(rows),
    buckets: bucketsOf(range).map((at) => {
      const row = rowAt.get(at)
      return { at: new Date(at).toISOString(), ...countsOf(row ? [row] : []) }
    }),
    latency_steps: latencySteps(range).map((begins) => ({
      at: new Date(begins[0] as number).toISOString(),
      last_at: new Date(begins.at(-1) as number).toISOString(),
      latency_ms: percentiles(begins.flatMap((at) => rowAt.get(at) ?? []).map((row) => row.latency)),
    })),
  }
}

function assertReadable(range: StatsRange): void {
  const count = Math.ceil((range.to - range.from) / bucketMs[range.bucket])
  if (count > 0 && count <= maxBuckets) return
  const [message, pointer] =
    count <= 0
      ? ['`from` must lie before `to`.', '/from']
      : [
          `The range has ${count} buckets, ${maxBuckets} are possible: choose a larger bucket or a shorter range.`,
          '/bucket',
        ]
  throw new PostriderError('validation_failed', message, { errors: [{ pointer, message }] })
}

function countsOf(rows: readonly StatsRow[]): Stats['total'] {
  const sum = (count: (row: StatsRow) => number) => rows.reduce((total, row) => total + count(row), 0)
  const attempts = sum((row) => row.attempts)
  const succeeded = sum((row) => row.succeeded)
  const authRejected = sum((row) => row.auth_rejected)
  const delivered = sum((row) => row.delivered)
  const inDay = sum((row) => row.delivered_in_day)
  const dead = sum((row) => row.dead)
  const revived = sum((row) => row.revived)
  return {
    attempts,
    succeeded,
    failed: attempts - succeeded,
    failed_probes: sum((row) => row.failed_probes),
    failed_by: Object.fromEntries(
      attemptErrors.map((reason) => [reason, sum((row) => row[reason])]),
    ) as Stats['total']['failed_by'],
    auth_rejected: authRejected,
    auth_rejected_share: share(authRejected, attempts),
    delivered,
    delivered_within_24h: inDay,
    delivered_within_24h_share: share(inDay, delivered + Math.max(0, dead - revived)),
    dead,
    revived,
    latency_ms: percentiles(rows.map((row) => row.latency)),
    first_attempt_delay_ms: percentiles(rows.map((row) => row.first_delay)),
  }
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

function percentiles(histograms: readonly LatencyHistogram[]): { p50: number; p95: number; p99: number } | null {
  const added = addHistograms(histograms)
  const at = (p: number) => Math.round((percentile(added, p) ?? 0) * 100) / 100
  return percentile(added, 0.5) === null ? null : { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
