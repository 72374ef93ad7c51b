import Link from 'next/link'
import type { AttemptError } from '../../server/contract/delivery.ts'
import { attemptErrors } from '../../server/contract/delivery-words.ts'
import type { Stats } from '../../server/contract/stats.ts'
import { errorWord } from '../deliveries/outcome.ts'
import { ChartCard } from './chart-card.tsx'
import classes from './failure-reasons.module.css'

/** Why attempts failed, most frequent first; each leads to its deliveries. */
export function FailureReasons({ total }: { total: Stats['total'] | undefined }) {
  const counts = attemptErrors
    .map((error): [AttemptError, number] => [error, total?.failed_by[error] ?? 0])
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
  const most = counts[0]?.[1] ?? 1
  return (
    <ChartCard
      title="Why attempts failed"
      loading={!total}
      empty={counts.length === 0 ? 'None failed in this time.' : null}
    >
      <ul className={classes.reasons}>
        {counts.map(([error, count]) => (
          <li key={error}>
            <Link href={`/deliveries?error=${error}`} className={classes.reason}>
              <span className={classes.name}>{errorWord(error)}</span>
              <span className={classes.track} aria-hidden>
                <span className={classes.bar} style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <span className={classes.count}>{count.toLocaleString('en-GB')}</span>
            </Link>
          </li>
        ))}
      </ul>
      {total && total.auth_rejected > 0 && (
        <p className={classes.note}>
          {total.auth_rejected.toLocaleString('en-GB')} were answered with 401 or 403: a receiver with a wrong secret?
        </p>
      )}
    </ChartCard>
  )
}
