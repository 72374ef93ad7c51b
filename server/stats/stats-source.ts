import type pg from 'pg'
import type { StatsBucket } from '../contract/stats.ts'
import { database } from '../platform/database.ts'
import { statsCounters } from './stats-columns.ts'
import { coverRange, minutePeriodMs, type RolledPeriods, type RollupGrain, type Stretch } from './stats-coverage.ts'

/** Whose statistics (uuids); null: all. */
export interface StatsReach {
  tenantId: string | null
  appId: string | null
}

type Histogram = 'latency_histogram' | 'first_delay_histogram'

/** What rollups add up: everything in reach together, or each subscription of it. */
export type StatsLevel = 'reach' | 'subscription'

export interface StatsSelection {
  /** Unix milliseconds; `from` inclusive. */
  from: number
  to: number
  /** The size of a bucket: nothing coarser is read. */
  coarsest: StatsBucket
  level: StatsLevel
  /** uuids; null: every subscription in reach. */
  subscriptionIds: string[] | null
  /** `together`: of no interest; `apart`: a row for each; else the one. */
  types: 'together' | 'apart' | { only: string }
  /** Those that are read: a row without is a fifth as large. */
  histograms: readonly Histogram[]
}

/**
 * Runs `select` on the statistics selected: a relation `picked` with `start`, `subscription_id` (null above its level),
 * `event_type`, the counters and the histograms. What is read from minutes and what from rollups is one snapshot.
 */
export async function readPicked<Row extends pg.QueryResultRow>(
  reach: StatsReach,
  selection: StatsSelection,
  select: (parameter: (value: unknown) => string) => string,
): Promise<Row[]> {
  const client = await database().pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const grains = grainsOf(reach, selection)
    const rolled = await readRolledPeriods(client, selection, grains)
    const values: unknown[] = []
    const parameter = (value: unknown) => `$${values.push(value)}`
    const stretches = coverRange(selection, grains, rolled)
    const parts = stretches.map((stretch) => stretchSql(reach, selection, stretch, parameter))
    const picked = parts.length > 0 ? parts.join('\nunion all\n') : nothingSql(selection.histograms)
    const { rows } = await client.query<Row>(`with picked as (${picked})\n${select(parameter)}`, values)
    await client.query('commit')
    return rows
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** The rollups that may be read, coarsest first. */
function grainsOf({ appId }: StatsReach, { coarsest, level, subscriptionIds, types }: StatsSelection): RollupGrain[] {
  const hasMinutes = level === 'reach' && appId === null && subscriptionIds === null && types === 'together'
  const finest = hasMinutes ? 'minute' : 'ten_minutes'
  if (coarsest === 'day') return ['day', 'hour', finest]
  if (coarsest === 'hour') return ['hour', finest]
  return hasMinutes ? ['minute'] : []
}

/** No later than this before its end begin the hours that a range ends in, or that are not rolled up yet. */
const lastHoursMs = 2 * 3_600_000

async function readRolledPeriods(
  client: pg.ClientBase,
  { from, to, coarsest }: StatsSelection,
  grains: readonly RollupGrain[],
): Promise<RolledPeriods> {
  const begins = {
    minute: new Set<number>(),
    ten_minutes: new Set<number>(),
    hour: new Set<number>(),
    day: new Set<number>(),
  }
  if (grains.length === 0) return begins
  const firstMinute = coarsest === 'minute' ? from - minutePeriodMs : Math.max(from, to - lastHoursMs)
  const { rows } = await client.query<{ grain: RollupGrain; at: number }>(
    `with late as materialized (select distinct hour from delivery_stats_late)
     select grain, (extract(epoch from start) * 1000)::float8 as at
       from delivery_stats_periods p, lateral (select case grain when 'day' then 'day' else 'hour' end as unit) u
      where grain = any($4) and start < to_timestamp($3::float8 / 1000)
        and start >= to_timestamp(case grain when 'minute' then $2::float8 else $1::float8 end / 1000)
        and not exists (select from late where date_trunc(unit, late.hour, 'UTC') = date_trunc(unit, p.start, 'UTC'))`,
    [from, firstMinute, to, grains],
  )
  for (const { grain, at } of rows) begins[grain].add(at)
  return begins
}

const columnsWith = (histograms: readonly Histogram[]) => [...statsCounters, ...histograms].join(', ')

const nothingSql = (histograms: readonly Histogram[]) =>
  `select subscription_id, event_type, minute as start, ${columnsWith(histograms)} from delivery_stats where false`

function stretchSql(
  { tenantId, appId }: StatsReach,
  { level, subscriptionIds, types, histograms }: StatsSelection,
  { rollup, from, to }: Stretch,
  parameter: (value: unknown) => string,
): string {
  const time = (ms: number) => `to_timestamp(${parameter(ms)}::float8 / 1000)`
  const conditions: string[] = []
  const equals = (column: string, value: unknown, type: string) =>
    conditions.push(`${column} = ${parameter(value)}::${type}`)
  if (tenantId !== null) equals('tenant_id', tenantId, 'uuid')
  if (appId !== null) equals('app_id', appId, 'uuid')
  if (typeof types === 'object') equals('event_type', types.only, 'text')
  const select = (subscription: string, start: string, table: string) =>
    `select ${subscription} as subscription_id, event_type, ${start} as start, ${columnsWith(histograms)} from ${table}
      where ${start} >= ${time(from)} and ${start} < ${time(to)} and ${conditions.join(' and ')}`
  if (rollup === null) {
    if (subscriptionIds) conditions.push(`subscription_id = any(${parameter(subscriptionIds)}::uuid[])`)
    if (conditions.length === 0) conditions.push('true')
    return select('subscription_id', 'minute', 'delivery_stats')
  }
  const isOfSubscriptions = level === 'subscription' || subscriptionIds !== null
  const [name, scope] = isOfSubscriptions
    ? ['subscription', subscriptionIds]
    : appId
      ? ['app', [appId]]
      : tenantId
        ? ['tenant', [tenantId]]
        : ['all', ['00000000-0000-0000-0000-000000000000']]
  equals('level', name, 'text')
  equals('grain', rollup, 'text')
  if (scope) conditions.push(`scope_id = any(${parameter(scope)}::uuid[])`)
  if (types === 'together') conditions.push(`event_type = ''`)
  if (types === 'apart') conditions.push(`event_type <> ''`)
  return select(isOfSubscriptions ? 'scope_id' : 'null::uuid', 'start', 'delivery_stats_rollups')
}
