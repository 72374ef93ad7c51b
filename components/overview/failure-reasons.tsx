import type { AttemptError } from '../../server/contract/delivery.ts'
import { attemptErrors } from '../../server/contract/delivery-words.ts'
import type { Stats } from '../../server/contract/stats.ts'
import { errorWord } from '../deliveries/outcome.ts'
import { BarList } from './bar-list.tsx'
import classes from './chart-card.module.css'
import { ChartCard } from './chart-card.tsx'
import { failurePoints } from './chart-data.ts'
import type { ChartMark } from './chart-series.ts'
import { count, percent } from './figures.ts'
import { LazyChart } from './lazy-chart.tsx'
import { type Span, timesOf } from './ranges.ts'
import { reasonColors } from './reason-colors.ts'

/** Why attempts failed, over time and most frequent first; each reason leads to its deliveries. */
export function FailureReasons(props: {
  stats: Stats | undefined
  marks: ChartMark[]
  span: Span
  subscription: string | undefined
  onZoom: (first: string, second: string) => void
}) {
  const { stats } = props
  const reasons = attemptErrors
    .map((error) => ({ error, value: stats?.total.failed_by[error] ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
  const rejected = stats?.total.auth_rejected ?? 0
  return (
    <ChartCard
      title="Why attempts failed"
      summary="Attempts and probes, by reason. Open one for its deliveries."
      loading={!stats}
      empty={reasons.length === 0 ? 'None failed in this time.' : null}
    >
      {stats && (
        <LazyChart
          size="low"
          points={failurePoints(stats)}
          bucket={stats.bucket}
          bars={reasons.map(({ error }) => ({ key: error, name: errorWord(error), color: reasonColors[error] }))}
          marks={props.marks}
          format={count}
          onZoom={props.onZoom}
        />
      )}
      <BarList
        rows={reasons.map(({ error, value }) => ({
          key: error,
          name: errorWord(error),
          value,
          color: reasonColors[error],
          swatch: true,
          href: deliveriesOf(error, props.span, props.subscription),
        }))}
      />
      {rejected > 0 && (
        <p className={classes.note}>
          {count(rejected)} answers were 401 or 403 ({percent(stats?.total.auth_rejected_share ?? 0)} of all attempts):
          a receiver with a wrong secret?
        </p>
      )}
    </ChartCard>
  )
}

/** Without an end where the range goes up to now: the list follows then. */
function deliveriesOf(error: AttemptError, span: Span, subscription: string | undefined): string {
  const { from, to } = timesOf(span)
  const search = new URLSearchParams({ attempt_error: error, attempt_after: from })
  if (span.isFixed) search.set('attempt_before', to)
  if (subscription) search.set('subscription', subscription)
  return `/deliveries?${search}`
}
