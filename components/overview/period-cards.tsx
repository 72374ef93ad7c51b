import type { Stats } from '../../server/contract/stats.ts'
import { duration } from '../time/time-text.ts'
import { CardRow } from './card-row.tsx'
import {
  change,
  changeOfLatency,
  changeOfShare,
  count,
  deliveryAttempts,
  isComparable,
  percent,
  shareInTime,
  successRate,
} from './figures.ts'
import { ownBefore, rangeWords } from './range-words.ts'
import type { Range, Span } from './ranges.ts'
import { SpanText } from './span-text.tsx'
import { StatCard } from './stat-card.tsx'
import { undeliveredText } from './undelivered-text.ts'

const share = (value: number | null) => (value === null ? '—' : percent(value))

/** What happened in the range, each number with how it moved against the period before. */
export function PeriodCards(props: {
  stats: Stats | undefined
  /** Of the period before. */
  former: Stats | undefined
  span: Span
  /** Where `span` is not one's own. */
  range: Range
  /** It was asked for. */
  compare: boolean
  /** What became a day old in the range and still waits, where the range ends now. */
  overdue: number
}) {
  const { stats, span, range, overdue } = props
  const total = stats?.total
  const former = props.former && isComparable(props.former) ? props.former.total : undefined
  const before = span.isFixed ? ownBefore : rangeWords[range].before
  const was = (value: string | undefined) => value && `${value} in ${before}`
  const [latency, formerLatency] = [total?.latency_ms, former?.latency_ms]
  const rate = total && former ? changeOfShare(successRate(total), successRate(former)) : null
  const inTime = total ? shareInTime(total, overdue) : null
  const nothingBefore = props.compare && props.former ? `too little is known of ${before} to compare with` : null
  const compared = former ? `changes are against ${before}` : nothingBefore
  // A day of whole hours is a little more than a day.
  const isWholeBuckets = !span.isFixed && span.bucket !== 'minute'
  return (
    <CardRow
      title={span.isFixed ? <SpanText span={span} /> : rangeWords[range].title}
      note={
        <>
          {isWholeBuckets && <SpanText span={{ ...span, toMs: null }} />}
          {isWholeBuckets && compared && ' · '}
          {compared}
        </>
      }
    >
      <StatCard
        label="Delivered"
        value={total && count(total.delivered)}
        change={total && former && change(total.delivered, former.delivered)}
        was={was(former && count(former.delivered))}
        hint={total && attemptsText(total)}
      />
      <StatCard
        label="Success rate of attempts"
        value={total && share(successRate(total))}
        change={rate}
        was={was(former && share(successRate(former)))}
        hint={total && failedText(total)}
      />
      <StatCard
        label="Delivered in time"
        value={total && share(inTime)}
        // What was late at the end of the period before is not known by now.
        change={overdue === 0 && total && former ? changeOfShare(inTime, former.delivered_within_24h_share) : undefined}
        was={was(former && share(former.delivered_within_24h_share))}
        hint={total && undeliveredText(total, overdue)}
      />
      <StatCard
        label="Latency p95"
        value={total && (latency ? duration(latency.p95) : '—')}
        change={
          latency &&
          formerLatency &&
          changeOfLatency(latency.p95, formerLatency.p95, { now: total ? successRate(total) : null, change: rate })
        }
        was={was(formerLatency ? duration(formerLatency.p95) : undefined)}
        hint={total && (latency ? `p50 ${duration(latency.p50)}` : 'nothing measured')}
      />
    </CardRow>
  )
}

/** What arrived before and was sent again makes attempts that succeed and no more that was delivered. */
function attemptsText(total: Stats['total']): string {
  const attempts = deliveryAttempts(total)
  const again = total.succeeded - total.delivered
  return `in ${count(attempts)} ${attempts === 1 ? 'attempt' : 'attempts'}${again > 0 ? `, ${count(again)} of which delivered again` : ''}`
}

/** Probes are no part of the rate: where nothing else was sent there is none. */
function failedText(total: Stats['total']): string {
  const { failed, failed_probes: probes } = total
  const text = `${count(probes)} ${probes === 1 ? 'probe' : 'probes'} of open circuits`
  if (deliveryAttempts(total) === 0) return probes === 0 ? 'no attempts' : `no attempts, ${text} failed`
  return `${count(failed - probes)} failed${probes === 0 ? '' : `, and ${text}`}`
}
