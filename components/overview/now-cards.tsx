import type { StatsNow } from '../../server/contract/stats-now.ts'
import { failingPage } from '../subscriptions/subscription-filters.ts'
import { RelativeTime } from '../time/relative-time.tsx'
import { CardRow } from './card-row.tsx'
import { bounded, count } from './figures.ts'
import { StatCard } from './stat-card.tsx'

/** How things stand at this moment, whatever the range. */
export function NowCards({ now }: { now: StatsNow | undefined }) {
  const subscriptions = now?.subscriptions
  return (
    <CardRow title="Now">
      <StatCard
        label="Failing now"
        value={subscriptions && count(subscriptions.failing)}
        tone={subscriptions && subscriptions.failing > 0 ? 'bad' : undefined}
        hint={subscriptions && failingHint(subscriptions)}
        href={failingPage}
      />
      <StatCard
        label="Waiting"
        value={now && bounded(now.waiting)}
        hint="not tried yet, being retried, or held"
        href="/deliveries?status=waiting"
      />
      <StatCard
        label="Oldest waiting"
        value={now && (now.oldest_waiting_at ? <RelativeTime at={now.oldest_waiting_at} /> : '—')}
        hint={now && (now.oldest_waiting_at ? 'accepted then and not delivered yet' : 'nothing waits')}
        {...(now?.oldest_waiting_at && { href: oldestPage(now.oldest_waiting_at) })}
      />
      <StatCard
        label="Dead letters"
        value={now && bounded(now.dead_letters)}
        tone={now && now.dead_letters > 0 ? 'bad' : undefined}
        hint="until they are sent again or discarded"
        href="/dead-letters"
      />
    </CardRow>
  )
}

/** What waits of that minute: lists begin with the newest. */
function oldestPage(at: string): string {
  const minute = Math.floor(Date.parse(at) / 60_000) * 60_000
  const [after, before] = [minute, minute + 60_000].map((ms) => new Date(ms).toISOString())
  return `/deliveries?status=waiting&after=${after}&before=${before}`
}

function failingHint({ total, circuit_open }: StatsNow['subscriptions']): string {
  const circuits = circuit_open === 1 ? ', 1 circuit open' : circuit_open > 1 ? `, ${circuit_open} circuits open` : ''
  return `of ${count(total)} ${total === 1 ? 'subscription' : 'subscriptions'}${circuits}`
}
