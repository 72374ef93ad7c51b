import { toId } from '../contract/ids.ts'
import type { Subscription } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { shownHeaders } from './credential-headers.ts'
import { defaultRetrySchedule } from './default-retry-schedule.ts'
import { lastFailureView } from './last-failure-view.ts'
import type { SubscriptionRow } from './subscription-store.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** A subscription as the API shows it to `actor`: never its secret. */
export function subscriptionView(row: SubscriptionRow, actor: Actor): Subscription {
  return {
    id: toId('subscription', row.id),
    tenant: toId('tenant', row.tenantId),
    app: row.appId === null ? null : toId('app', row.appId),
    url: row.url,
    events: row.events,
    filter: row.filter,
    description: row.description,
    headers: shownHeaders(row.headers, actor),
    timeout_ms: row.timeoutMs,
    retry: {
      schedule: [...(row.retrySchedule ?? defaultRetrySchedule())],
      jitter: row.retryJitter,
      is_default: row.retrySchedule === null,
    },
    rate_limit: row.ratePerSecond === null ? null : { per_second: row.ratePerSecond },
    concurrency: row.concurrency,
    delivery: {
      mode: row.mode,
      max_events: row.batchMaxEvents,
      max_wait_ms: row.batchMaxWaitMs,
      order: row.ordering,
    },
    ip_allow: row.ipAllow,
    ip_deny: row.ipDeny,
    metadata: row.metadata,
    auto_redeliver: row.autoRedeliver,
    status: row.status,
    status_reason: row.statusReason,
    status_changed_at: row.statusChangedAt.toISOString(),
    circuit: row.circuit,
    circuit_opened_at: iso(row.circuitOpenedAt),
    next_probe_at: iso(row.nextProbeAt),
    held_until: iso(row.heldUntil),
    failing_since: iso(row.failingSince),
    last_failure: lastFailureView(row.lastFailure),
    last_success_at: iso(row.lastSuccessAt),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}
